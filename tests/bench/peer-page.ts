import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Pages for other players. The broadcast is read across origins, as any page may (our server allows it). */
export interface PeerPages {
  address: string
  close(): Promise<void>
}

/** A peer: where its script lies in node_modules, and what its page does with it. Each as its own documentation sets it up, told to go on after errors. */
interface Peer {
  library: string
  script: string
}

/** Recovery of fatal errors included (hls.js API.md, "Fatal Error Recovery"). */
const hls: Peer = {
  library: 'hls.js/dist/hls.min.js',
  script: `
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
}`,
}

/**
 * Its own dates stand still for a segment (`getPlayheadTimeAsDate`, 5.2), so the time of the media tells the place.
 * A playlist that can't be had ends `load`; it is asked for again until it comes. Streaming retries by itself.
 */
const shaka: Peer = {
  library: 'shaka-player/dist/shaka-player.compiled.js',
  script: `
let player
window.benchStart = async (address) => {
  shaka.polyfill.installAll()
  player = new shaka.Player()
  await player.attach(media)
  player.addEventListener('error', () => player.retryStreaming())
  for (;;) {
    try {
      await player.load(address)
      return media.play()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }
}`,
}

/** An error it gives up on is followed by the same source again, as its users' pages do. */
const videojs: Peer = {
  library: 'video.js/dist/video.min.js',
  script: `
let player
window.benchStart = (address) => {
  media.className = 'video-js'
  player = videojs(media, { autoplay: 'any', controls: true })
  const load = () => player.src({ src: address, type: 'application/x-mpegURL' })
  player.on('error', () => setTimeout(load, 1000))
  load()
}`,
}

const peers: ReadonlyMap<string, Peer> = new Map([
  ['hls.js', hls],
  ['shaka', shaka],
  ['video.js', videojs],
])

/** The peers' names. */
export const peerNames: readonly string[] = [...peers.keys()]

const html = (name: string, { script }: Peer) =>
  `<!doctype html><meta charset="utf-8"><title>${name}</title><video playsinline width="360"></video><script src="/${name}/library"></script><script>
const media = document.querySelector('video')
// Overridden by a player that knows better: the broadcast's media times count from one moment on.
window.benchProgramme = () => media.currentTime > 0 && window.benchOrigin ? window.benchOrigin + media.currentTime * 1000 : null
${script}</script>`

const libraryOf = ({ library }: Peer) =>
  readFileSync(new URL(`../../node_modules/${library}`, import.meta.url))

/** Serves the peers' pages at `/<name>` and their libraries on a free port, past the shaped link: only the broadcast is to be measured. */
export const openPeerPages = async (): Promise<PeerPages> => {
  const server = createServer(({ url = '' }, response) => {
    const [, name = '', file] = url.split('/')
    const peer = peers.get(name)
    if (!peer) response.writeHead(404).end()
    else if (file === 'library') response.setHeader('content-type', 'text/javascript').end(libraryOf(peer))
    else response.setHeader('content-type', 'text/html').end(html(name, peer))
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
