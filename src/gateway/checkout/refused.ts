import type { FastifyReply } from 'fastify'
import { type CheckoutProblem, checkoutProblems } from '../../shared/checkout.ts'
import { sendDocument } from '../problems.ts'

/** Why there is no page to pay on. */
export class CheckoutRefused extends Error {
  readonly key: CheckoutProblem
  /** Seconds for `Retry-After`. */
  readonly retryAfter: number | undefined
  constructor(key: CheckoutProblem, retryAfter?: number, options?: ErrorOptions) {
    super(key, options)
    this.name = 'CheckoutRefused'
    this.key = key
    this.retryAfter = retryAfter
  }
}

const titles: Record<CheckoutProblem, string> = {
  'not-recorded': 'No such donation is recorded here; send it first',
  'not-by-card': 'This donation cannot be paid by card',
  paid: 'Nothing is left to be paid',
  processing: 'The provider does not know yet whether the card was charged',
  'no-checkout': 'No card provider is set up here',
  provider: 'The card provider does not answer; the donation is recorded all the same',
}

export const sendRefusal = (reply: FastifyReply, { key, retryAfter }: CheckoutRefused): FastifyReply => {
  const status = checkoutProblems[key]
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter)
  return sendDocument(reply, { type: `urn:sada:problem:${key}`, title: titles[key], status })
}
