import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Bytes } from '../../src/shared/bytes.ts'

/** What a mirror does with one request: hands over bytes (or 404 for `null`), or takes the answer into its own hands. */
export type Serve = (
  name: string,
  wire: { request: IncomingMessage; answer: ServerResponse },
) => Bytes | null | 'answered'

/** A real web server that may serve anything; what it does may change while it runs. */
export interface Mirror {
  readonly url: string
  serve: Serve
  /** Paths asked for, with the range where one was asked for. */
  readonly asked: string[]
}

const open: Server[] = []

export const serving =
  (files: ReadonlyMap<string, Bytes>): Serve =>
  (name) =>
    files.get(name) ?? null

export const newMirror = async (serve: Serve): Promise<Mirror> => {
  const asked: string[] = []
  const mirror = { url: '', serve, asked }
  const server = createServer((request, answer) => {
    const name = (request.url ?? '').replace(/^\/edition\//, '')
    const { range } = request.headers
    asked.push(range ? `${name} ${range}` : name)
    const bytes = mirror.serve(name, { request, answer })
    if (bytes === 'answered') return
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
    if (!bytes) answer.writeHead(404).end()
    else if (from && to)
      answer
        .writeHead(206, { 'content-range': `bytes ${from}-${to}/${bytes.length}` })
        .end(bytes.subarray(Number(from), Number(to) + 1))
    else answer.end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(server)
  mirror.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/edition/`
  return mirror
}

export const closeMirrors = (): void => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
}
