import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { CheckoutAskedSchema, CheckoutSchema, checkoutsPath } from '../../shared/checkout.ts'
import type { Giving } from '../../shared/giving.ts'
import { countedSender } from '../address.ts'
import { ComeBack, spread } from '../come-back.ts'
import { errorFacts } from '../logging.ts'
import type { Metrics } from '../metrics.ts'
import { problemOf, sendProblem } from '../problems.ts'
import { route } from '../routes.ts'
import type { Storage } from '../storage/storage.ts'
import { createTokenBuckets } from '../token-buckets.ts'
import { createDesk, type Desk } from './desk.ts'
import { type CheckoutProvider, WebhookRefused } from './provider.ts'
import { CheckoutRefused, sendRefusal } from './refused.ts'

/** What one address may ask for: a carrier's NAT holds many phones, but each asks at a person's pace. */
const perAddress = { burst: 200, perSecond: 5 }
/** An event is a few kilobytes; one with all that may be in it, some tens. */
const longestEvent = 256 * 1024
const longestAsked = 1024

export interface CheckoutOptions {
  storage: Storage
  /** `null`: cards are not taken here. */
  provider: CheckoutProvider | null
  giving: () => Promise<Giving>
  metrics: Pick<Metrics, 'checkout' | 'cardEvent' | 'turnedAway'>
  now: () => number
}

/**
 * `POST /v1/checkouts` with `{donation: <id>}`: 201 or 200 with the address of the provider's page; `checkoutProblems` else.
 * `POST /v1/checkouts/webhook`: what the provider tells, believed by its signature only.
 */
export const checkoutRoutes = (
  app: FastifyInstance,
  { storage, provider, giving, metrics, now }: CheckoutOptions,
): void => {
  const desk = provider && createDesk({ storage, provider, giving, now })
  const buckets = createTokenBuckets(perAddress, now)

  const ask = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('cache-control', 'no-store')
    const asked = v.safeParse(CheckoutAskedSchema, request.body)
    if (!asked.success)
      return sendProblem(reply, problemOf({ key: 'malformed', detail: 'one donation’s id' }))
    const sender = countedSender(request.ip)
    if (sender !== null && buckets.take(sender, 1) === 0) {
      metrics.turnedAway('address')
      throw new ComeBack(429, spread(buckets.wait(sender, 1)))
    }
    try {
      if (!desk) throw new CheckoutRefused('no-checkout')
      const { url, made } = await desk.open(asked.output.donation)
      metrics.checkout(made ? 'made' : 'open')
      return reply.code(made ? 201 : 200).send({ url })
    } catch (error) {
      if (!(error instanceof CheckoutRefused)) throw error
      metrics.checkout(error.key)
      if (error.cause !== undefined)
        request.log.error({ error: errorFacts(error), says: saidBy(error.cause) }, 'no checkout')
      return sendRefusal(reply, error)
    }
  }

  route(app, `/${checkoutsPath}`, {
    POST: {
      summary: 'A page of the card provider’s for a recorded donation, the same until it is paid or expired',
      body: CheckoutAskedSchema,
      bodyLimit: longestAsked,
      answers: {
        200: CheckoutSchema,
        201: CheckoutSchema,
        400: 'problem',
        404: 'problem',
        409: 'problem',
        422: 'problem',
        501: 'problem',
      },
      handler: ask,
    },
  })
  if (desk) webhook(app, desk, provider, metrics, now)
}

/** Our own words for it; those of the provider may quote what was sent. */
const saidBy = (cause: unknown): string | undefined =>
  cause instanceof Error && 'detail' in cause ? String(cause.detail) : undefined

const webhook = (
  app: FastifyInstance,
  desk: Desk,
  provider: CheckoutProvider,
  metrics: CheckoutOptions['metrics'],
  now: () => number,
): void => {
  const deliver = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('cache-control', 'no-store')
    const header = (name: string) => {
      const value = request.headers[name]
      return typeof value === 'string' ? value : undefined
    }
    try {
      const event = provider.read(request.body as Buffer, header, now())
      metrics.cardEvent(await desk.take(event))
    } catch (error) {
      metrics.cardEvent(error instanceof WebhookRefused ? 'refused' : 'later')
      if (!(error instanceof WebhookRefused)) throw error
      request.log.warn({ says: error.message }, 'webhook refused')
      return sendProblem(reply, problemOf({ key: 'malformed', detail: error.message }))
    }
    // Also for what is not ours: the provider would say it again for days, and then say nothing any more.
    return reply.code(204).send()
  }
  // Fenced off, for here alone bodies stay the bytes that were signed.
  void app.register(async (fenced) => {
    fenced.removeContentTypeParser('application/json')
    fenced.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer' },
      (_request, body, done) => void done(null, body),
    )
    route(fenced, `/${checkoutsPath}/webhook`, {
      POST: {
        summary: 'What the card provider tells, signed by it',
        body: v.looseObject({}),
        bodyLimit: longestEvent,
        answers: { 204: 'nothing', 400: 'problem' },
        handler: deliver,
      },
    })
  })
}
