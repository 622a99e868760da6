import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import { ComeBack, spread } from './come-back.ts'

/** How long the event loop may be held up, ms, averaged over a second. Beyond it answers come after phones have stopped waiting. */
const defaultDelay = 1000

/**
 * Turns new donations away with 503 while the process is short of breath; what is in work is finished, and files, totals and health are
 * answered as ever: they cost little, and health must say what is true.
 */
export const shedLoad = async (
  app: FastifyInstance,
  onShed: () => void,
  { maxDelay = defaultDelay, sampleInterval = 1000 }: { maxDelay?: number; sampleInterval?: number } = {},
): Promise<void> => {
  await app.register(underPressure, {
    maxEventLoopDelay: maxDelay,
    sampleInterval,
    pressureHandler: async (request) => {
      if (request.method !== 'POST' || request.routeOptions.url !== '/v1/donations') return
      onShed()
      throw new ComeBack(503, spread(10))
    },
  })
}
