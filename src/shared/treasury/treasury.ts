import * as v from 'valibot'
import { commitments } from '../commitment.ts'
import { DonationIdSchema, SealedDonationSchema } from '../donation.ts'

/** What treasurer's page, command line and gateway say to each other. */

const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))
const minor = v.pipe(v.number(), v.safeInteger())
const day = v.pipe(v.string(), v.isoDate())
const moment = v.pipe(v.string(), v.isoTimestamp())
/** SHA-256, hexadecimal. */
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/** A donation as the ledger lists it. */
export const LedgerRowSchema = v.object({
  id: DonationIdSchema,
  currency,
  minor,
  /** Minor units the donor adds to `minor`; what they transfer is the sum of both. Sealed files from before fees were listed have none. */
  fee: v.optional(minor, 0),
  commitment: v.picklist(commitments),
  due: v.nullable(day),
  method: v.string(),
  recordedAt: moment,
  /** Minor units that arrived for it, counter-entries and what pays its fee taken off. */
  paid: minor,
  /** Minor units that arrived for its fee, see `feePart`. */
  paidFee: v.optional(minor, 0),
  /** The whole sealed donation, where it was asked for. */
  sealed: v.optional(SealedDonationSchema),
})
export type LedgerRow = v.InferOutput<typeof LedgerRowSchema>

export const payStates = ['unpaid', 'part', 'paid'] as const
export type PayState = (typeof payStates)[number]

/** Which donations; all members narrow. */
export interface LedgerFilter {
  currency?: string | undefined
  commitment?: string | undefined
  method?: string | undefined
  /** Recorded on or after this day, ISO 8601, UTC. */
  from?: string | undefined
  /** Recorded on or before this day. */
  to?: string | undefined
  state?: PayState | undefined
  id?: string | undefined
}

export const ListedSchema = v.object({
  /** In order of recording. */
  donations: v.array(LedgerRowSchema),
  /** To go on with; `null`: that was all. */
  next: v.nullable(v.string()),
})
export type Listed = v.InferOutput<typeof ListedSchema>

/** Sums of one currency in one span of time. */
export const SpanSchema = v.object({
  /** `2024-01-07` or, by the hour, `2024-01-07T16`; UTC. */
  span: v.string(),
  currency,
  donations: v.number(),
  pledged: minor,
  /** By the day it arrived at the bank; in series by the hour, by when it was entered. */
  paid: minor,
})
export const SeriesSchema = v.object({ spans: v.array(SpanSchema) })
export type Span = v.InferOutput<typeof SpanSchema>

/** A payment to be entered: a line of a bank statement for a donation. */
export const NewPaymentSchema = v.strictObject({
  donation: DonationIdSchema,
  /** See `lineKey`. */
  line: hash,
  currency,
  minor: v.pipe(minor, v.minValue(1)),
  arrivedOn: day,
})
export type NewPayment = v.InferOutput<typeof NewPaymentSchema>
/** Most payments one request may carry. */
export const paymentLimit = 500

/**
 * `entered` now, or `known`: this line was for this donation already. Else nothing was entered: `taken`, the line is another donation's;
 * `unknown-donation`; `other-currency`.
 */
export const payOutcomes = ['entered', 'known', 'taken', 'unknown-donation', 'other-currency'] as const
export const PayAnswerSchema = v.object({
  outcome: v.picklist(payOutcomes),
  /** The payment's id, where there is one. */
  payment: v.nullable(v.string()),
})
export type PayAnswer = v.InferOutput<typeof PayAnswerSchema>

/** `undone` now or `known` before; `absent`: no such payment; `counter-entry`: such are not undone, enter the payment again. */
export const undoOutcomes = ['undone', 'known', 'absent', 'counter-entry'] as const
export const UndoAnswerSchema = v.object({ outcome: v.picklist(undoOutcomes) })
export type UndoOutcome = (typeof undoOutcomes)[number]

export const PaymentRowSchema = v.object({
  id: v.string(),
  donation: v.nullable(v.string()),
  currency,
  /** Negative: a counter-entry. */
  minor,
  /** What of it pays the donation's fee. */
  fee: minor,
  arrivedOn: day,
  recordedAt: moment,
  /** `null` where it came by no statement. */
  line: v.nullable(v.string()),
  undoes: v.nullable(v.string()),
  recordedBy: v.nullable(v.string()),
  /** Whether a counter-entry took it back. */
  undone: v.boolean(),
})
export type PaymentRow = v.InferOutput<typeof PaymentRowSchema>
export const PaymentsSchema = v.object({ payments: v.array(PaymentRowSchema), next: v.nullable(v.string()) })

export const AuditRowSchema = v.object({
  id: v.string(),
  at: moment,
  treasurer: v.string(),
  action: v.string(),
  detail: v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()])),
})
export type AuditRow = v.InferOutput<typeof AuditRowSchema>
export const AuditSchema = v.object({ entries: v.array(AuditRowSchema) })

/** The treasurer's side of a ledger: on the machine of the gateway, or over its API. */
export interface Treasury {
  /** One page, `limit` donations at most, from `after` on. */
  list(
    filter: LedgerFilter,
    page: { after?: string | undefined; limit: number; sealed: boolean },
  ): Promise<Listed>
  series(by: 'day' | 'hour'): Promise<Span[]>
  payments(page: { after?: string | undefined; limit: number }): Promise<v.InferOutput<typeof PaymentsSchema>>
  /** One answer a payment, in order; those that can be are entered together. */
  enter(payments: readonly NewPayment[]): Promise<PayAnswer[]>
  undo(payment: string): Promise<UndoOutcome>
  /** The newest first. */
  audit(limit: number): Promise<AuditRow[]>
}
