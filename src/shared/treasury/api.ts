import * as v from 'valibot'
import { NewPaymentSchema, PayAnswerSchema, paymentLimit, payStates } from './treasury.ts'

/** Where the treasurer's page and its API are. */
export const treasuryPath = '/v1/treasurer/'

/** Query parameters are texts; empty ones are none. */
const text = v.optional(v.pipe(v.string(), v.maxLength(100)))
const day = v.optional(v.pipe(v.string(), v.isoDate()))
const limit = v.optional(
  v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.maxValue(1000)),
  '100',
)

export const ListQuerySchema = v.strictObject({
  currency: text,
  commitment: text,
  method: text,
  from: day,
  to: day,
  state: v.optional(v.picklist(payStates)),
  id: text,
  after: text,
  limit,
  /** `1`: with the sealed donations. */
  sealed: v.optional(v.picklist(['0', '1'])),
})
export const SeriesQuerySchema = v.strictObject({ by: v.optional(v.picklist(['day', 'hour']), 'day') })
export const PageQuerySchema = v.strictObject({ after: text, limit })

export const SignInSchema = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(64)),
  password: v.pipe(v.string(), v.maxLength(1024)),
  /** Six digits of the authenticator app. */
  code: v.pipe(v.string(), v.maxLength(16)),
})
export const SessionSchema = v.strictObject({ name: v.string() })
export type Session = v.InferOutput<typeof SessionSchema>

export const EnterSchema = v.strictObject({
  payments: v.pipe(v.array(NewPaymentSchema), v.minLength(1), v.maxLength(paymentLimit)),
})
export const EnteredSchema = v.object({ answers: v.array(PayAnswerSchema) })

/** What is answered to who is not, or wrongly, signed in; `type` is `urn:sada:problem:<key>`. Only treasurers meet these. */
export const treasuryProblems = {
  'sign-in': 401,
  'wrong-sign-in': 401,
  'not-secure': 403,
  'other-origin': 403,
} as const
export type TreasuryProblem = keyof typeof treasuryProblems
