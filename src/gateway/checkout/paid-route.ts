import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import { DonationIdSchema } from '../../shared/donation.ts'
import { PaidAnswerSchema, signPaid } from '../../shared/paid.ts'
import type { PrivateJwk } from '../../shared/signature.ts'
import { problemOf, sendProblem } from '../problems.ts'
import { route } from '../routes.ts'
import type { Storage } from '../storage/storage.ts'
import { standingOf } from './standing.ts'

/**
 * `GET /v1/donations/:id/paid`: what has arrived for a recorded donation, for whoever knows its id, as for its receipt. Signed: a phone takes no
 * mirror's word for it that it has been paid.
 */
export const paidRoute = (
  app: FastifyInstance,
  { storage, signingKey, now }: { storage: Storage; signingKey: PrivateJwk; now: () => number },
): void =>
  route(app, '/v1/donations/:id/paid', {
    GET: {
      summary: 'What has arrived for a recorded donation, signed',
      answers: { 200: PaidAnswerSchema, 404: 'problem' },
      handler: async (request, reply) => {
        const { id } = request.params as { id: string }
        const known = v.is(DonationIdSchema, id)
        const standing = known ? await storage.read((db) => standingOf(db, id, now())) : null
        if (!standing) return sendProblem(reply, problemOf({ key: 'not-found' }))
        const paid = await signPaid(signingKey, {
          kind: 'paid',
          id,
          currency: standing.donation.amount.currency,
          paid: standing.paid,
          due: standing.due?.minor ?? 0,
          asOf: new Date(now()).toISOString(),
        })
        return reply.header('cache-control', 'no-store').send({ paid })
      },
    },
  })
