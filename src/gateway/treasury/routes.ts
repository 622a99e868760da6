import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import {
  EnteredSchema,
  EnterSchema,
  ListQuerySchema,
  PageQuerySchema,
  SeriesQuerySchema,
  SessionSchema,
  SignInSchema,
  type TreasuryProblem,
  treasuryPath,
  treasuryProblems,
} from '../../shared/treasury/api.ts'
import {
  AuditSchema,
  ListedSchema,
  PaymentsSchema,
  SeriesSchema,
  type Treasury,
  UndoAnswerSchema,
} from '../../shared/treasury/treasury.ts'
import { isOurOwn, senderOf } from '../address.ts'
import { ComeBack } from '../come-back.ts'
import { problemOf, sendProblem } from '../problems.ts'
import { type Operation, route } from '../routes.ts'
import type { Storage } from '../storage/storage.ts'
import { createTokenBuckets } from '../token-buckets.ts'
import { checkTreasurer } from './accounts.ts'
import { clearSession, sessionCookie, tokenIn } from './cookie.ts'
import { beginSession, endSession, sessionOf } from './sessions.ts'
import { createTreasury } from './treasury.ts'

/** Tries of one address: five at once, then one in twenty seconds. */
const tries = { burst: 5, perSecond: 1 / 20 }
/** Passwords checked at once: each takes 19 MiB and a tenth of a second of one core, which donations need more. */
const checksAtOnce = 4

const sentences: Record<TreasuryProblem, string> = {
  'sign-in': 'Sign in first',
  'wrong-sign-in': 'Name, password or code is wrong',
  'not-secure': 'The treasurer’s page is for https only',
  'other-origin': 'Asked from another site’s page',
}
const refuse = (reply: FastifyReply, key: TreasuryProblem): FastifyReply =>
  reply
    .code(treasuryProblems[key])
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .send(
      JSON.stringify({
        type: `urn:sada:problem:${key}`,
        title: sentences[key],
        status: treasuryProblems[key],
      }),
    )

/**
 * Whether a request may come from another site's page (OWASP Cross-Site Request Forgery Prevention, "Fetch Metadata" and "Verifying origin").
 * Beside the cookie's `SameSite=Strict`, and a JSON body that no form can send.
 */
const isForeign = ({ headers, host }: FastifyRequest): boolean => {
  // A browser that sends it is asked no more: no page can forge it, and a proxy may have renamed the host.
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin } = headers
  if (origin === undefined) return false
  return !URL.canParse(origin) || new URL(origin).host !== host
}

/** Over TLS, or without leaving this machine. */
const isSecure = ({ protocol, ip }: FastifyRequest): boolean =>
  protocol === 'https' || isOurOwn(ip, 'machine')

type Work = (treasury: Treasury, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** Input by a schema, or 400. */
const read = <T>(schema: v.GenericSchema<unknown, T>, input: unknown, reply: FastifyReply): T | null => {
  const parsed = v.safeParse(schema, input)
  if (parsed.success) return parsed.output
  const path = v.getDotPath(parsed.issues[0])
  sendProblem(reply, problemOf({ key: 'malformed', ...(path ? { detail: `not understood: ${path}` } : {}) }))
  return null
}

/** Sign-in and all that a treasurer does, under `/v1/treasurer/`. Open to no other origin, and never cached. */
export const treasuryRoutes = (
  app: FastifyInstance,
  { storage, now }: { storage: Storage; now: () => number },
): void => {
  const buckets = createTokenBuckets(tries, now)
  let checking = 0

  /** What all operations share: a request of our own page, over a safe line. */
  const guarded = (work: Operation['handler']): Operation['handler'] =>
    async function (request, reply) {
      reply.header('cache-control', 'no-store')
      if (!isSecure(request)) return refuse(reply, 'not-secure')
      if (isForeign(request)) return refuse(reply, 'other-origin')
      return work.call(this, request, reply)
    }
  /** Whose session a request is of; `null`: nobody's. */
  const nameOf = async (request: FastifyRequest): Promise<string | null> => {
    const token = tokenIn(request)
    return token === null ? null : sessionOf(storage, token, now())
  }
  const signedIn = (work: Work): Operation['handler'] =>
    guarded(async (request, reply) => {
      const name = await nameOf(request)
      if (name === null) return refuse(reply, 'sign-in')
      return work(createTreasury(storage, name, now), request, reply)
    })
  /** What a treasurer asks with a query or a body of a schema. */
  const askedWith = <T>(
    part: 'query' | 'body',
    schema: v.GenericSchema<unknown, T>,
    work: (treasury: Treasury, input: T) => Promise<unknown>,
  ): Operation['handler'] =>
    signedIn(async (treasury, request, reply) => {
      const input = read(schema, request[part], reply)
      return input === null ? reply : work(treasury, input)
    })
  const refusals = { 400: 'problem', 401: 'problem', 403: 'problem' } as const

  const signIn: Operation['handler'] = async (request, reply) => {
    const given = read(SignInSchema, request.body, reply)
    if (!given) return reply
    const sender = senderOf(request.ip)
    if (buckets.take(sender, 1) === 0) throw new ComeBack(429, Math.ceil(buckets.wait(sender, 1)))
    if (checking >= checksAtOnce) throw new ComeBack(429, 2)
    checking += 1
    try {
      const name = given.name.trim().toLowerCase()
      if (!(await checkTreasurer(storage, { ...given, name, now: now() })))
        return refuse(reply, 'wrong-sign-in')
      const token = await beginSession(storage, name, now())
      return reply.header('set-cookie', sessionCookie(token)).send({ name })
    } finally {
      checking -= 1
    }
  }

  route(app, `${treasuryPath}session`, {
    GET: {
      summary: 'Who is signed in',
      answers: { 200: SessionSchema, ...refusals },
      handler: guarded(async (request, reply) => {
        const name = await nameOf(request)
        return name === null ? refuse(reply, 'sign-in') : reply.send({ name })
      }),
    },
    POST: {
      summary: 'Signs a treasurer in, for half an hour after the last use',
      body: SignInSchema,
      answers: { 200: SessionSchema, ...refusals },
      handler: guarded(signIn),
    },
  })
  route(app, `${treasuryPath}sign-out`, {
    POST: {
      summary: 'Ends the session',
      answers: { 204: 'nothing', 403: 'problem' },
      handler: guarded(async (request, reply) => {
        const token = tokenIn(request)
        if (token !== null) await endSession(storage, token, now())
        return reply.code(204).header('set-cookie', clearSession).send()
      }),
    },
  })
  route(app, `${treasuryPath}donations`, {
    GET: {
      summary: 'Donations that pass a filter, in order of recording, page by page',
      query: ListQuerySchema,
      answers: { 200: ListedSchema, ...refusals },
      handler: askedWith('query', ListQuerySchema, (treasury, { after, limit, sealed, ...filter }) =>
        treasury.list(filter, { after, limit, sealed: sealed === '1' }),
      ),
    },
  })
  route(app, `${treasuryPath}series`, {
    GET: {
      summary: 'Sums a currency and a span of time',
      query: SeriesQuerySchema,
      answers: { 200: SeriesSchema, ...refusals },
      handler: askedWith('query', SeriesQuerySchema, async (treasury, { by }) => ({
        spans: await treasury.series(by),
      })),
    },
  })
  route(app, `${treasuryPath}payments`, {
    GET: {
      summary: 'Payments and counter-entries, the newest first, page by page',
      query: PageQuerySchema,
      answers: { 200: PaymentsSchema, ...refusals },
      handler: askedWith('query', PageQuerySchema, (treasury, page) => treasury.payments(page)),
    },
    POST: {
      summary: 'Enters payments by lines of a statement, each line once',
      body: EnterSchema,
      answers: { 200: EnteredSchema, ...refusals },
      handler: askedWith('body', EnterSchema, async (treasury, { payments }) => ({
        answers: await treasury.enter(payments),
      })),
    },
  })
  route(app, `${treasuryPath}payments/:id/undo`, {
    POST: {
      summary: 'Takes a payment back by a counter-entry',
      answers: { 200: UndoAnswerSchema, ...refusals },
      handler: signedIn(async (treasury, request) => {
        const { id } = request.params as { id: string }
        return { outcome: await treasury.undo(id) }
      }),
    },
  })
  route(app, `${treasuryPath}audit`, {
    GET: {
      summary: 'Who did what, the newest first',
      answers: { 200: AuditSchema, ...refusals },
      handler: signedIn(async (treasury) => ({ entries: await treasury.audit(200) })),
    },
  })
}
