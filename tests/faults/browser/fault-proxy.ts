import { once } from 'node:events'
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { AnswerFault } from './schedule.ts'

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Stands between phone and gateway, and is the address the phone knows: breaks what the schedule wants broken. */
export interface FaultProxy {
  readonly port: number
  readonly address: string
  /** What becomes of the requests that bring donations, one each; those after them pass. */
  answers: (AnswerFault | null)[]
  /** `refused`: every connection is cut at once; `silent`: nothing is ever answered, until the link is another again. */
  link(state: 'up' | 'refused' | 'silent'): void
  /**
   * Holds the next request that brings donations, on its way there or back. @returns `held`: resolves when it is; `release`: lets it go on
   */
  holdNext(where: 'before commit' | 'after commit'): { held: Promise<void>; release(): void }
  /** Bytes of the worker from now on differ from all before. */
  publishWorker(): void
  /** Called at the moments whose name it gets; whoever is to be killed then is killed there. */
  onKill: (fault: AnswerFault) => Promise<void>
  /** Told of each fault that was really met. */
  onFault: (name: string) => void
  /** In place of the gateway, for showing that the judge sees what a bad one does; `null`: passes on. */
  instead: ((body: Buffer, pass: () => Promise<Answer>) => Promise<Answer>) | null
  close(): Promise<void>
}

const problem = (status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: Buffer.from(JSON.stringify({ type: 'about:blank', title: 'fault run', status })),
})
const page = (status: number, text: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from(text),
})

/** Answers that never saw the gateway. */
const made: Partial<Record<AnswerFault, Answer>> = {
  '429': problem(429, { 'retry-after': '1' }),
  '500': problem(500),
  '503': problem(503, { 'retry-after': '1' }),
  garbage: {
    ...page(200, '{"id":"\u0000","status":201,"rece'),
    headers: { 'content-type': 'application/json' },
  },
  'portal page': page(200, '<html>Please sign in to our Wi-Fi.</html>'),
}

const readAll = async (stream: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

const slow = 300

/** @param upstream port of the gateway, which may come and go @param port to listen on; 0: any */
export const createFaultProxy = async (upstream: () => number, port = 0): Promise<FaultProxy> => {
  const agent = new Agent({ keepAlive: true })
  const sockets = new Set<Socket>()
  let state: 'up' | 'refused' | 'silent' = 'up'
  let worker = 0
  let holding: { where: 'before commit' | 'after commit'; held: () => void; released: Promise<void> } | null =
    null

  /** Sends it on; rejects where nobody is there. */
  const pass = async (asked: IncomingMessage, body: Buffer): Promise<Answer> => {
    const { 'if-none-match': _, 'accept-encoding': __, ...plain } = asked.headers
    const sent = request({
      host: '127.0.0.1',
      port: upstream(),
      method: asked.method,
      path: asked.url,
      headers: asked.url === '/sw.js' ? plain : asked.headers,
      agent,
    })
    sent.end(body)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    return { status: answer.statusCode ?? 502, headers: answer.headers, body: await readAll(answer) }
  }
  const reply = (response: ServerResponse, { status, headers, body }: Answer): void => {
    const { 'transfer-encoding': _, 'content-length': __, connection: ___, ...rest } = headers
    response.writeHead(status, { ...rest, 'content-length': body.length })
    response.end(body)
  }
  const holdAt = async (where: 'before commit' | 'after commit'): Promise<void> => {
    if (holding?.where !== where) return
    const { held, released } = holding
    holding = null
    held()
    await released
  }

  const donation = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readAll(asked)
    const fault = proxy.answers.shift() ?? null
    if (fault) proxy.onFault(fault)
    const go = () => (proxy.instead ? proxy.instead(body, () => pass(asked, body)) : pass(asked, body))
    await holdAt('before commit')
    if (fault === 'request lost') return void response.destroy()
    if (fault === 'gateway killed before commit') {
      // It may or may not get as far as its COMMIT.
      const racing = go().catch(() => null)
      await proxy.onKill(fault)
      await racing
      return void response.destroy()
    }
    if (fault === 'browser killed before commit') await proxy.onKill(fault)
    const answer = (fault && made[fault]) ?? (await go())
    await holdAt('after commit')
    if (fault === 'slow answer') await new Promise((resolve) => setTimeout(resolve, slow))
    if (fault === 'gateway killed after commit' || fault === 'browser killed after commit')
      await proxy.onKill(fault)
    if (fault === 'answer lost after commit' || fault === 'gateway killed after commit')
      return void response.destroy()
    if (fault === '500 after commit') return reply(response, problem(500))
    if (fault === 'answer torn after commit') {
      response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': answer.body.length }) // biome-ignore format: one line
      response.write(answer.body.subarray(0, answer.body.length / 2), () => response.destroy())
      return
    }
    reply(response, answer)
  }
  const handle = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (state === 'silent') return
    if (asked.method === 'POST' && asked.url === '/v1/donations') return donation(asked, response)
    const answer = await pass(asked, await readAll(asked))
    if (asked.url === '/sw.js' && worker > 0)
      answer.body = Buffer.concat([answer.body, Buffer.from(`\n// ${worker}`)])
    reply(response, answer)
  }
  // No gateway: the phone's connection breaks, as it would without a proxy.
  const server = createServer(
    (asked, response) => void handle(asked, response).catch(() => response.destroy()),
  )
  server.on('connection', (socket: Socket) => {
    if (state === 'refused') return void socket.destroy()
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const bound = (server.address() as AddressInfo).port

  const proxy: FaultProxy = {
    port: bound,
    address: `http://127.0.0.1:${bound}`,
    answers: [],
    link(next) {
      if (next === state) return
      state = next
      for (const socket of sockets) socket.destroy()
    },
    holdNext(where) {
      let release = () => {}
      const released = new Promise<void>((resolve) => {
        release = resolve
      })
      let held = () => {}
      const reached = new Promise<void>((resolve) => {
        held = resolve
      })
      const mine = { where, held, released }
      holding = mine
      return {
        held: reached,
        release() {
          if (holding === mine) holding = null
          release()
        },
      }
    },
    publishWorker() {
      worker++
    },
    onKill: async () => {},
    onFault: () => {},
    instead: null,
    async close() {
      agent.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return proxy
}
