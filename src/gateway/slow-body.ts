import type { FastifyInstance } from 'fastify'
import { refuseSocket } from './refuse-socket.ts'

/** Least pace of a body after the first seconds; the phone's own patience (`give/outbox/post.ts`): 4 kbit/s. */
export interface Pace {
  graceMs: number
  msPerByte: number
}
export const defaultPace: Pace = { graceMs: 20_000, msPerByte: 2 }

/**
 * Cuts requests whose body trickles in slower than the worst link we serve ("slow loris"). Time is allowed for bytes that have arrived, not
 * for those that were announced.
 */
export const refuseSlowBodies = (app: FastifyInstance, { graceMs, msPerByte }: Pace): void => {
  app.addHook('onRequest', async (request) => {
    const { raw } = request
    if (raw.complete || raw.method === 'GET' || raw.method === 'HEAD') return
    const { socket } = raw
    const [started, before] = [performance.now(), socket.bytesRead]
    let timer: NodeJS.Timeout
    const look = () => {
      const left = graceMs + (socket.bytesRead - before) * msPerByte - (performance.now() - started)
      if (raw.complete || socket.destroyed) return
      if (left <= 0) refuseSocket(socket, 'timeout')
      else timer = setTimeout(look, left).unref()
    }
    timer = setTimeout(look, graceMs).unref()
    const stop = () => clearTimeout(timer)
    raw.once('end', stop).once('close', stop)
  })
}
