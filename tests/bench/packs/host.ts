import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join, normalize } from 'node:path'
import type { BenchEdition } from './make-edition.ts'

const types: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  webmanifest: 'application/manifest+json',
  svg: 'image/svg+xml',
  json: 'application/json',
}

/** Serves the built app, and an edition that may change; counts what it sends for the edition, heads and all. */
export interface Host {
  readonly address: string
  edition: BenchEdition | null
  /** Answers nobody. */
  dead: boolean
  /** A page at `/plain`. */
  plain: string | null
  /** Bytes put on the wire for the edition so far. */
  sent(): number
  /** Paths of the edition asked for so far, with the range where one was. */
  readonly asked: string[]
  /** A request for the edition waits for this; one that never comes back is a mirror that has gone silent. */
  gate: (name: string) => Promise<unknown>
  close(): void
}

/** @param app folder of the built app */
export const openHost = async (app = 'dist'): Promise<Host> => {
  const counts = new Map<Socket, number>()
  let sent = 0
  const asked: string[] = []
  const host: Omit<Host, 'address'> = {
    edition: null,
    gate: () => Promise.resolve(),
    dead: false,
    plain: null,
    sent: () => sent,
    asked,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://a.test').pathname)
    const { socket } = request
    if (host.dead) return socket.destroy()
    if (path === '/plain' && host.plain !== null)
      return response.writeHead(200, { 'content-type': 'text/html' }).end(host.plain)
    if (path.startsWith('/edition/')) {
      const name = path.slice('/edition/'.length)
      const { range } = request.headers
      asked.push(range ? `${name} ${range}` : name)
      await host.gate(asked.at(-1) ?? '')
      const { edition } = host
      const bytes =
        name === 'manifest.json'
          ? edition?.manifest
          : name === 'manifest.sig'
            ? edition?.signature
            : edition?.files.get(name)
      const before = counts.get(socket) ?? socket.bytesWritten
      response.on('finish', () => {
        sent += socket.bytesWritten - before
        counts.set(socket, socket.bytesWritten)
      })
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
      if (!bytes) response.writeHead(404).end()
      else if (from && to)
        response
          .writeHead(206, { 'content-range': `bytes ${from}-${to}/${bytes.length}` })
          .end(bytes.subarray(Number(from), Number(to) + 1))
      else response.writeHead(200, { 'content-length': bytes.length }).end(bytes)
      return
    }
    counts.delete(socket)
    const file = /\.[a-z0-9]+$/.test(path) ? path : '/index.html'
    try {
      const bytes = readFileSync(join(app, file))
      response
        .writeHead(200, { 'content-type': types[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream' })
        .end(bytes)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(host, { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}
