import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import { batchLimit, DonationIdSchema, SealedDonationSchema } from '../shared/donation.ts'
import type { DonationAnswer } from '../shared/receipt.ts'
import { countedSender } from './address.ts'
import type { Ledger } from './ledger.ts'
import { ProblemSchema } from './openapi.ts'
import { problemOf, sendProblem } from './problems.ts'
import type { Recorder } from './recorder.ts'
import { route } from './routes.ts'

const BatchSchema = v.strictObject({ donations: v.array(v.unknown()) })

/** For the description only: what is taken is read one by one, so that one bad donation refuses no other. */
const TakenSchema = v.union([
  SealedDonationSchema,
  v.strictObject({
    donations: v.pipe(v.array(SealedDonationSchema), v.minLength(1), v.maxLength(batchLimit)),
  }),
])
const AnswerSchema = v.strictObject({
  /** Empty where what came had none. */
  id: v.string(),
  status: v.pipe(v.number(), v.integer()),
  receipt: v.optional(v.string()),
  problem: v.optional(ProblemSchema),
})

/**
 * `POST /v1/donations`: one SealedDonation, answered 201/200 with a DonationAnswer or with its problem; or `{donations: [...]}`,
 * answered 200 with `{answers: DonationAnswer[]}` in the same order, each with its own status.
 * `GET /v1/donations/:id/receipt`: the DonationAnswer again.
 */
export const donationRoutes = (
  app: FastifyInstance,
  { ledger, recorder }: { ledger: Ledger; recorder: Recorder },
): void => {
  route(app, '/v1/donations', {
    POST: {
      summary: 'Records one donation, or a batch with an answer each',
      body: TakenSchema,
      answers: {
        200: v.union([AnswerSchema, v.strictObject({ answers: v.array(AnswerSchema) })]),
        201: AnswerSchema,
        400: 'problem',
        422: 'problem',
      },
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store')
        const batch = v.safeParse(BatchSchema, request.body)
        if (batch.success) {
          const { donations } = batch.output
          if (donations.length === 0 || donations.length > batchLimit)
            return sendProblem(reply, problemOf({ key: 'malformed', detail: `1 to ${batchLimit} donations` }))
          const { answers, retryAfter } = await recorder.record(donations, countedSender(request.ip))
          if (retryAfter !== null) reply.header('retry-after', retryAfter)
          return reply.send({ answers })
        }
        const { answers, retryAfter } = await recorder.record([request.body], countedSender(request.ip))
        const [answer] = answers
        if (retryAfter !== null) reply.header('retry-after', retryAfter)
        if (answer?.receipt) return reply.code(answer.status).send(answer)
        return sendProblem(
          reply,
          { ...problemOf({ key: 'server' }), ...answer?.problem },
          { id: answer?.id ?? '' },
        )
      },
    },
  })

  route(app, '/v1/donations/:id/receipt', {
    GET: {
      summary: 'The receipt of a recorded donation, again',
      answers: { 200: AnswerSchema, 404: 'problem' },
      handler: async (request, reply) => {
        const { id } = request.params as { id: string }
        const held = v.is(DonationIdSchema, id) ? (await ledger.find([id])).get(id) : undefined
        if (!held) return sendProblem(reply, problemOf({ key: 'not-found' }))
        const answer: DonationAnswer = { id, status: 200, receipt: held.receipt }
        return reply.header('cache-control', 'no-store').send(answer)
      },
    },
  })
}
