import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import type { Giving } from '../shared/giving.ts'
import { type PrivateJwk, publicKeyOf } from '../shared/signature.ts'
import { type Totals, TotalsSchema } from '../shared/totals.ts'
import type { Ledger } from './ledger.ts'
import { route } from './routes.ts'
import { Unavailable } from './unavailable.ts'

/**
 * The giving file, once it is certain that receipts by this gateway would be believed; asked again each time.
 * The function rejects with `Unavailable` where the file is of another organisation or does not name our key.
 */
export const givingInForce =
  (giving: () => Promise<Giving>, organisation: string, signingKey: PrivateJwk): (() => Promise<Giving>) =>
  async () => {
    const rules = await giving()
    if (rules.organisation !== organisation)
      throw new Unavailable('the giving file is of another organisation', 30)
    if (!rules.gatewayKeys.includes(publicKeyOf(signingKey)))
      throw new Unavailable("the giving file does not name this gateway's key", 30)
    return rules
  }

export interface StatusOptions {
  ledger: Ledger
  /** See `givingInForce`. */
  giving: () => Promise<Giving>
  now: () => number
}

/** Resolves when donations can be recorded now; rejects with `Unavailable` that says what is missing. */
export const checkReady = async ({ ledger, giving }: StatusOptions): Promise<void> => {
  await ledger.check()
  await giving()
}

/** `GET /v1/totals` (shared `TotalsSchema`) and `GET /v1/health` (200 only when donations can be recorded). */
export const statusRoutes = (app: FastifyInstance, options: StatusOptions): void => {
  route(app, '/v1/totals', {
    GET: {
      summary: 'What was promised and what has arrived, a row a currency',
      answers: { 200: TotalsSchema, 304: 'nothing' },
      handler: async (request, reply) => {
        const asOf = new Date(options.now()).toISOString()
        const totals: Totals = { asOf, currencies: await options.ledger.totals() }
        // Weak, and renewed every minute: a 304 leaves the client with its older `asOf`, so that may not grow old.
        const facts = JSON.stringify([asOf.slice(0, 16), totals.currencies])
        const etag = `W/"${createHash('sha256').update(facts).digest('base64url').slice(0, 22)}"`
        reply.header('etag', etag).header('cache-control', 'public, max-age=5')
        return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(totals)
      },
    },
  })
  route(app, '/v1/health', {
    GET: {
      summary: 'Whether donations can be recorded now',
      answers: { 200: v.strictObject({ status: v.literal('ok') }) },
      handler: async (_request, reply) => {
        await checkReady(options)
        return reply.header('cache-control', 'no-store').send({ status: 'ok' })
      },
    },
  })
}
