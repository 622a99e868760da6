import type { Socket } from 'node:net'
import type { ProblemKey } from '../shared/problem.ts'
import { problemOf } from './problems.ts'

/** Answers a request that will not be read any further with a problem, and closes its connection. */
export const refuseSocket = (socket: Socket, key: ProblemKey): void => {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const document = problemOf({ key })
  const body = JSON.stringify(document)
  socket.end(
    `HTTP/1.1 ${document.status} ${document.title}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
  // Whoever goes on sending is not listened to for ever.
  socket.setTimeout(1000, () => socket.destroy())
  socket.once('finish', () => socket.destroySoon())
}
