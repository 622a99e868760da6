import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import { batchLimit, DonationIdSchema } from '../shared/donation.ts'
import type { DonationAnswer } from '../shared/receipt.ts'
import type { Ledger } from './ledger.ts'
import { problemOf, sendProblem } from './problems.ts'
import type { Recorder } from './recorder.ts'
import { route } from './routes.ts'

const BatchSchema = v.strictObject({ donations: v.array(v.unknown()) })

/**
 * `POST /v1/donations`: one SealedDonation, answered 201/200 with a DonationAnswer or with its problem; or `{donations: [...]}`,
 * answered 200 with `{answers: DonationAnswer[]}` in the same order, each with its own status.
 * `GET /v1/donations/:id/receipt`: the DonationAnswer again.
 */
export const donationRoutes = (
  app: FastifyInstance,
  { ledger, record }: { ledger: Ledger; record: Recorder },
): void => {
  route(app, '/v1/donations', {
    POST: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const batch = v.safeParse(BatchSchema, request.body)
      if (batch.success) {
        const { donations } = batch.output
        if (donations.length === 0 || donations.length > batchLimit)
          return sendProblem(reply, problemOf({ key: 'malformed', detail: `1 to ${batchLimit} donations` }))
        return reply.send({ answers: await record(donations) })
      }
      const [answer] = await record([request.body])
      if (answer?.receipt) return reply.code(answer.status).send(answer)
      return sendProblem(
        reply,
        { ...problemOf({ key: 'server' }), ...answer?.problem },
        { id: answer?.id ?? '' },
      )
    },
  })

  route(app, '/v1/donations/:id/receipt', {
    GET: async (request, reply) => {
      const { id } = request.params as { id: string }
      const held = v.is(DonationIdSchema, id) ? (await ledger.find([id])).get(id) : undefined
      if (!held) return sendProblem(reply, problemOf({ key: 'not-found' }))
      const answer: DonationAnswer = { id, status: 200, receipt: held.receipt }
      return reply.header('cache-control', 'no-store').send(answer)
    },
  })
}
