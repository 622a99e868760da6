import { once } from 'node:events'
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What happens to whoever asks for a picture: refused (403), gone (404), no answer at all, cut off in the middle, a byte now and then. */
export const pictureFaults = ['refused', 'gone', 'hang', 'reset', 'trickle'] as const
export type PictureFault = (typeof pictureFaults)[number]

/** A server in front of another one that has trouble with some paths alone. */
export interface FaultyFront {
  readonly address: string
  /** What is wrong just now, and with which paths. */
  fault: PictureFault | null
  paths: RegExp
  /** Answers that came whole of such paths. */
  readonly served: number
  close(): Promise<void>
}

const trickleBytes = 100
const trickleMs = 100

/** Sends little, steadily, for as long as somebody waits. */
const trickle = (answer: IncomingMessage, response: ServerResponse): void => {
  const chunks: Buffer[] = []
  answer.on('data', (chunk: Buffer) => chunks.push(chunk))
  answer.on('end', () => {
    const body = Buffer.concat(chunks)
    let sent = 0
    const timer = setInterval(() => {
      response.write(body.subarray(sent, sent + trickleBytes))
      sent += trickleBytes
      if (sent < body.length) return
      clearInterval(timer)
      response.end()
    }, trickleMs)
    response.on('close', () => clearInterval(timer))
  })
}

/** Cuts the connection after the first few thousand bytes. */
const cut = (answer: IncomingMessage, response: ServerResponse): void => {
  answer.once('data', (chunk: Buffer) => {
    response.write(chunk.subarray(0, 2000), () => response.destroy())
  })
}

/** @param port of the server behind, on loopback */
export const createFaultyFront = async (port: number): Promise<FaultyFront> => {
  let served = 0
  const server = createServer((request, response) => {
    const { url = '', method, headers } = request
    const { fault } = front
    const hit = front.paths.test(url)
    if (hit && (fault === 'refused' || fault === 'gone')) {
      response.writeHead(fault === 'refused' ? 403 : 404).end()
      return
    }
    if (hit && fault === 'hang') return
    const onward = forward({ host: '127.0.0.1', port, path: url, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      if (hit && fault === 'trickle') trickle(answer, response)
      else if (hit && fault === 'reset') cut(answer, response)
      else answer.pipe(response)
      if (hit && !fault) answer.on('end', () => served++)
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const front: FaultyFront = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: null,
    paths: /\/broadcast\/v\d+\//,
    get served() {
      return served
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return front
}
