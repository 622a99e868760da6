import * as v from 'valibot'
import { DonationIdSchema } from './donation.ts'

/** What phone and gateway say to each other about paying a recorded donation by card. */

/** Where a checkout is asked for, without a slash before it. */
export const checkoutsPath = 'v1/checkouts'

/** What is posted there. */
export const CheckoutAskedSchema = v.strictObject({ donation: DonationIdSchema })

/** The answer: 201 for a page made now, 200 for one that is still open. */
export const CheckoutSchema = v.object({ url: v.pipe(v.string(), v.url()) })

/**
 * Why there is no page, with the status it is answered by (RFC 9457, `type` is `urn:sada:problem:<key>`). Only who pays by card meets these.
 * - `not-recorded`: this gateway knows no such donation; it is to be sent first
 * - `not-by-card`: it was given for another way of paying, or its amount is none that the provider takes
 * - `paid`: nothing is left to be paid
 * - `processing`: the provider has the card's details and does not know yet
 * - `no-checkout`: no provider is set up here
 * - `provider`: the provider does not answer; with `Retry-After`
 */
export const checkoutProblems = {
  'not-recorded': 404,
  'not-by-card': 422,
  paid: 409,
  processing: 409,
  'no-checkout': 501,
  provider: 503,
} as const
export type CheckoutProblem = keyof typeof checkoutProblems
