import { once } from 'node:events'
import { createServer } from 'node:http'

/** An origin that is not ours: a real server, which answers everything and remembers what was asked of it. */
export interface Listener {
  readonly address: string
  /** Methods and paths of every request that came. */
  readonly heard: string[]
  close(): Promise<void>
}

/** @param page HTML of its `/page` */
export const listen = async (page = ''): Promise<Listener> => {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`)
    response.setHeader('access-control-allow-origin', '*')
    const isPage = request.url === '/page'
    response.setHeader('content-type', isPage ? 'text/html' : 'text/javascript')
    response.end(isPage ? page : 'globalThis.foreign = true')
  }).listen(0, '127.0.0.1')
  server.on('upgrade', (request, socket) => {
    heard.push(`UPGRADE ${request.url}`)
    socket.destroy()
  })
  await once(server, 'listening')
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  return {
    address: `http://127.0.0.1:${address.port}`,
    heard,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
