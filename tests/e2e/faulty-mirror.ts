import { once } from 'node:events'
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Transform } from 'node:stream'

/**
 * What is wrong with a mirror. `refused`: nobody listens. `silent`: a black hole; what is open says no more. `trickle`: 8 kbit/s a connection. `frozen`:
 * playlists as they were, segments as they are. `portal`: a login page. `wrong`: other bytes of the right length and type. `missing`: 404 for segments.
 * `broken`: 503 for everything.
 */
export type Fault = 'refused' | 'silent' | 'trickle' | 'frozen' | 'portal' | 'wrong' | 'missing' | 'broken'

export interface Asked {
  path: string
  range: string
  status: number
}

/** A mirror of the broadcast on a port of its own, in front of the evening's server: it serves the very bytes, until something is wrong with it. */
export interface FaultyMirror {
  readonly address: string
  /** Requests that came, oldest first. */
  readonly asked: Asked[]
  /** What is wrong from now on, in the middle of what is under way too. */
  become(fault: Fault | null): Promise<void>
  /** The same, from the next request for such a path on: it is in the middle of that one. */
  becomeAt(path: RegExp, fault: Fault): void
  close(): Promise<void>
}

const tickMs = 100
/** 8 kbit/s. */
const tickBytes = 100

/** What a mirror answers by itself; `null`: what the evening's server does. */
export type Own = (path: string) => { type: string; body: string } | null

export const createFaultyMirror = async (
  upstream: () => string,
  own: Own = () => null,
): Promise<FaultyMirror> => {
  const asked: Asked[] = []
  const sockets = new Set<Socket>()
  const frozen = new Map<string, Promise<Buffer>>()
  let fault: Fault | null = null
  let due: { path: RegExp; fault: Fault } | null = null
  let port = 0

  /** A playlist as it was when the mirror froze, or when it was first asked for since. */
  const stand = (path: string): Promise<Buffer> => {
    const kept =
      frozen.get(path) ??
      fetch(upstream() + path).then(async (answer) => Buffer.from(await answer.arrayBuffer()))
    frozen.set(path, kept)
    return kept
  }

  /** Lets through what the fault of the moment lets through. */
  const throttle = (): Transform => {
    const waiting: Buffer[] = []
    let ended: (() => void) | null = null
    const stream = new Transform({
      transform(chunk: Buffer, _, done) {
        if (fault !== 'silent' && fault !== 'trickle' && waiting.length === 0) this.push(chunk)
        else waiting.push(chunk)
        done()
      },
      flush(done) {
        if (waiting.length === 0) done()
        else ended = done
      },
    })
    const timer = setInterval(() => {
      if (fault === 'silent') return
      let budget = fault === 'trickle' ? tickBytes : Number.POSITIVE_INFINITY
      while (budget > 0) {
        const chunk = waiting.shift()
        if (!chunk) break
        const part = chunk.subarray(0, budget)
        stream.push(part)
        budget -= part.length
        if (part.length < chunk.length) waiting.unshift(chunk.subarray(part.length))
      }
      if (waiting.length > 0) return
      ended?.()
      ended = null
    }, tickMs)
    stream.on('close', () => clearInterval(timer))
    return stream
  }

  const pass = (request: IncomingMessage, response: ServerResponse, entry: Asked): void => {
    const { host: _, ...headers } = request.headers
    // Packed bytes could not be swapped for others of the same length.
    headers['accept-encoding'] = 'identity'
    const onward = forward(
      `${upstream()}${request.url}`,
      { method: request.method ?? 'GET', headers },
      (answer) => {
        entry.status = answer.statusCode ?? 502
        response.writeHead(entry.status, answer.headers)
        response.flushHeaders()
        const garble = new Transform({
          transform: (chunk: Buffer, _, done) =>
            done(null, fault === 'wrong' ? Buffer.alloc(chunk.length, 'sorry ') : chunk),
        })
        answer.pipe(garble).pipe(throttle()).pipe(response)
        response.on('close', () => onward.destroy())
      },
    )
    onward.on('error', () => response.destroy())
    onward.end()
  }

  const server = createServer((request, response) => {
    const path = request.url ?? ''
    const entry: Asked = { path, range: request.headers.range ?? '', status: 0 }
    asked.push(entry)
    if (due?.path.test(path)) {
      fault = due.fault
      due = null
    }
    response.setHeader('access-control-allow-origin', '*')
    const isPlaylist = path.includes('.m3u8')
    if (fault === 'silent') return
    if (fault === 'broken' || (fault === 'missing' && !isPlaylist)) {
      entry.status = fault === 'broken' ? 503 : 404
      response.writeHead(entry.status).end()
      return
    }
    if (fault === 'portal') {
      entry.status = 200
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in</h1>')
      return
    }
    if (fault === 'frozen' && isPlaylist) {
      entry.status = 200
      stand(path.split('?')[0] ?? '').then(
        (kept) => response.writeHead(200, { 'content-type': 'application/vnd.apple.mpegurl' }).end(kept),
        () => response.destroy(),
      )
      return
    }
    const answer = own(path)
    if (!answer) return pass(request, response, entry)
    entry.status = 200
    response.writeHead(200, { 'content-type': answer.type }).end(answer.body)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  })
  const start = async () => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address && typeof address !== 'string') port = address.port
  }
  await start()

  return {
    get address() {
      return `http://127.0.0.1:${port}`
    },
    asked,
    becomeAt(path, next) {
      due = { path, fault: next }
    },
    async become(next) {
      due = null
      if (next === 'frozen') {
        frozen.clear()
        const paths = new Set(asked.map(({ path }) => path.split('?')[0] ?? ''))
        await Promise.all([...paths].filter((one) => one.endsWith('.m3u8')).map(stand))
      }
      fault = next
      if (next === 'refused' && server.listening) {
        const closed = once(server, 'close')
        server.close()
        for (const socket of sockets) socket.resetAndDestroy()
        await closed
      } else if (next !== 'refused' && !server.listening) await start()
    },
    async close() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
