import type { Money } from '../../shared/money.ts'

/** A recorded donation to be paid by card. */
export interface Order {
  /** Its id. */
  donation: string
  /** What the donor has in hand and may find on the card's statement. */
  reference: string
  money: Money
  /** 0 for the first page of a donation, one more for each after it. The same attempt is the same page, however often it is asked for. */
  attempt: number
}

/** A page of the provider's, on which one order is paid once. */
export interface CheckoutSession {
  /** The provider's name for it. */
  id: string
  url: string
  /** ISO 8601 UTC. */
  expiresAt: string
}

/** Money that a card was charged. */
export interface Charge {
  session: string
  /** Donation the order named; `null` where it was no order of ours. */
  donation: string | null
  /** The provider's name for the payment, by which refunds and disputes name it. */
  intent: string
  money: Money
  /** ISO 8601 UTC. */
  at: string
}

export type SessionState =
  | { status: 'open' }
  | { status: 'expired' }
  /** Filled in; `charge` is `null` while the money is on its way. */
  | { status: 'complete'; charge: Charge | null }

/** What a provider tells of its own accord. */
export type CardEvent =
  | ({ kind: 'charged' } & Charge)
  /** What was on its way did not come. */
  | { kind: 'not-charged'; session: string; donation: string | null }
  /** Money that goes back to the card, by us (`refund`) or by its bank (`dispute`); no longer where it does not stand: failed, or won. */
  | { kind: 'refund' | 'dispute'; id: string; intent: string; money: Money; at: string; stands: boolean }
  /** Nothing that touches money. */
  | { kind: 'other' }

/**
 * A company with pages on which cards are paid. No card number touches us.
 * All but `read` reject with `Unavailable` where it does not answer, and with `OrderRefused` where it will not have an order.
 */
export interface CheckoutProvider {
  /** For the audit log, e.g. `stripe`. */
  readonly name: string
  create(order: Order): Promise<CheckoutSession>
  look(session: string): Promise<SessionState>
  /** Closes a page, so that nobody pays on it any more; what it was or has become in the meantime. */
  end(session: string): Promise<SessionState>
  /** The donation whose order a payment was for; `null` where there was none of ours. */
  donationOf(intent: string): Promise<string | null>
  /**
   * What a delivery to our webhook says.
   * @param body   its exact bytes
   * @param header of a request, by lower-case name
   * @param now    ms since the epoch
   * @throws WebhookRefused where it is not the provider who speaks, or it is not understood
   */
  read(body: Uint8Array, header: (name: string) => string | undefined, now: number): CardEvent
}

/** The provider will not have this order: its amount or currency. */
export class OrderRefused extends Error {
  override name = 'OrderRefused'
  /** Why, in the provider's words for machines, for the log. */
  readonly detail: string
  constructor(detail: string) {
    super(detail)
    this.detail = detail
  }
}

/** A delivery that is not believed or not understood; the message says which rule, never what was sent. */
export class WebhookRefused extends Error {
  override name = 'WebhookRefused'
}
