import { once } from 'node:events'
import { createServer, request as forward, type IncomingHttpHeaders } from 'node:http'

/** One request as it left the browser, whoever in it had made it: page, worker or the browser itself. */
export interface Overheard {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
}

/** A forward proxy between a browser and the one origin it may reach. Everything passes here, loopback too; what goes elsewhere is refused. */
export interface Wire {
  /** Flags for a Chromium that has no other way out. */
  readonly flags: readonly string[]
  readonly heard: Overheard[]
  /** Paths that are lost on the way. */
  lost: RegExp | null
  close(): Promise<void>
}

/** @param ours the host and port that are let through, asked anew for each request: a server may not be there yet */
export const openWire = async (ours: () => string): Promise<Wire> => {
  const heard: Overheard[] = []
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request
    const overheard = { method, url, headers, body: '' }
    heard.push(overheard)
    const target = URL.canParse(url) ? new URL(url) : null
    if (target?.host !== ours()) {
      response.writeHead(403).end()
      return
    }
    if (wire.lost?.test(target.pathname)) {
      response.destroy()
      return
    }
    const { hostname, port, pathname, search } = target
    const { 'proxy-connection': _, ...passed } = headers
    const onward = forward({ hostname, port, path: pathname + search, method, headers: passed }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(response)
      answer.on('error', () => response.destroy())
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.on('data', (chunk: Buffer) => {
      overheard.body += chunk.toString('latin1')
    })
    request.pipe(onward)
  }).listen(0, '127.0.0.1')
  server.on('connect', ({ url = '', headers }, socket) => {
    heard.push({ method: 'CONNECT', url, headers, body: '' })
    socket.on('error', () => undefined)
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  await once(server, 'listening')
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  const wire: Wire = {
    lost: null,
    flags: [`--proxy-server=http://127.0.0.1:${address.port}`, '--proxy-bypass-list=<-loopback>'],
    heard,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return wire
}
