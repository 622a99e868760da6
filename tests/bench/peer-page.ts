import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Pages for other players. The broadcast is read across origins, as any page may (our server allows it). */
export interface PeerPages {
  address: string
  close(): Promise<void>
}

const html = (player: string, script: string) =>
  `<!doctype html><meta charset="utf-8"><title>${player}</title><video playsinline width="360"></video><script src="/${player}.js"></script><script>${script}</script>`

/** hls.js as its documentation sets it up, recovery of fatal errors included (hls.js API.md, "Fatal Error Recovery"). */
const hlsScript = `
const media = document.querySelector('video')
let hls
window.benchProgramme = () => hls?.playingDate?.getTime() ?? null
window.benchStart = (address) => {
  hls = new Hls()
  hls.on(Hls.Events.MANIFEST_PARSED, () => media.play())
  hls.on(Hls.Events.ERROR, (_, { fatal, type }) => {
    if (!fatal) return
    if (type === Hls.ErrorTypes.NETWORK_ERROR) hls.startLoad()
    else if (type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError()
  })
  hls.loadSource(address)
  hls.attachMedia(media)
}`

const hlsLibrary = () => readFileSync(new URL('../../node_modules/hls.js/dist/hls.min.js', import.meta.url))

/** Serves the peers' pages and libraries on a free port, past the shaped link: only the broadcast is to be measured. */
export const openPeerPages = async (): Promise<PeerPages> => {
  const server = createServer(({ url }, response) => {
    if (url === '/hls') response.setHeader('content-type', 'text/html').end(html('hls', hlsScript))
    else if (url === '/hls.js') response.setHeader('content-type', 'text/javascript').end(hlsLibrary())
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
