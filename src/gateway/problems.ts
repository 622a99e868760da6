import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'
import { type Problem, ProblemError, type ProblemKey, problem } from '../shared/problem.ts'
import type { Refusal } from './acceptance.ts'
import { ComeBack } from './come-back.ts'
import { Unavailable } from './unavailable.ts'

const statuses: Partial<Record<ProblemKey, number>> = {
  malformed: 400,
  'not-found': 404,
  'method-not-allowed': 405,
  timeout: 408,
  'too-large': 413,
  'unsupported-media-type': 415,
  'different-bytes': 422,
  'unknown-organisation': 422,
  'unknown-sealing-key': 422,
  'unknown-method': 422,
  'unknown-currency': 422,
  'amount-limits': 422,
  'too-many-requests': 429,
}

/** In plain English, for who reads the wire; screens show their own words for the key. */
const titles: Partial<Record<ProblemKey, string>> = {
  'different-bytes': 'Another donation is recorded under this id',
  'unknown-organisation': 'This gateway records for another organisation',
  'unknown-sealing-key': 'Sealed to a key that is not in use',
  'unknown-method': 'No such payment method',
  'unknown-currency': 'This currency is not taken',
  'amount-limits': 'The amount is outside the limits',
}

/** The RFC 9457 document of a key. `status` overrides the usual one, e.g. 503 for `server`. */
export const problemOf = (
  { key, detail }: Refusal,
  status = statuses[key] ?? 500,
): Problem & { status: number } => ({
  ...problem(key, titles[key] ?? STATUS_CODES[status] ?? key, detail === undefined ? {} : { detail }),
  status,
})

/** Answers with a problem document, also of a type that only one room of ours knows. */
export const sendDocument = (
  reply: FastifyReply,
  document: { type: `urn:sada:problem:${string}`; title: string; status: number },
): FastifyReply =>
  reply
    .code(document.status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .send(Buffer.from(JSON.stringify(document)))

/** Answers with a problem document, plus `more` members of its own (RFC 9457 section 3.2). */
export const sendProblem = (
  reply: FastifyReply,
  document: Problem & { status: number },
  more: Record<string, unknown> = {},
): FastifyReply => sendDocument(reply, { ...document, ...more })

const clientErrors: Record<number, ProblemKey> = {
  400: 'malformed',
  404: 'not-found',
  408: 'timeout',
  413: 'too-large',
  414: 'malformed',
  415: 'unsupported-media-type',
}

/** The problem behind anything a handler or Fastify threw, and the seconds to wait where waiting helps. */
export const problemBehind = (
  error: unknown,
): { document: Problem & { status: number }; retryAfter?: number } => {
  if (error instanceof ComeBack) {
    const { key, status, retryAfter } = error
    return { document: problemOf({ key }, status), retryAfter }
  }
  if (error instanceof Unavailable) {
    const { key, detail, retryAfter } = error
    return { document: problemOf({ key, ...(detail === undefined ? {} : { detail }) }, 503), retryAfter }
  }
  if (error instanceof ProblemError && statuses[error.key]) {
    const { key, detail } = error
    return { document: problemOf({ key, ...(detail === undefined ? {} : { detail }) }) }
  }
  const status =
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
      ? error.statusCode
      : 500
  if (status === 503) return { document: problemOf({ key: 'server' }, 503), retryAfter: 5 }
  const key = clientErrors[status]
  return { document: key ? problemOf({ key }, status) : problemOf({ key: 'server' }, 500) }
}
