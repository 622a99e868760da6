import type { Bytes } from '../../shared/bytes.ts'
import type { Commitment } from '../../shared/commitment.ts'
import type { Money } from '../../shared/money.ts'
import type { ProblemKey } from '../../shared/problem.ts'
import type { SignedReceipt } from '../../shared/receipt.ts'

/**
 * `sealed`: waits to be sent. `sending`: a sender has it, or died with it. `recorded`: has a verified receipt, the last state
 * (recorded is not paid; what has arrived is a fact beside it, `isPaid`). `parked`: refused for the reason in `lastProblem`; waits for the person. `cancelled`: taken back after it
 * may have left the phone: not sent any more, kept so that a receipt which comes all the same finds it.
 */
export type EntryState = 'sealed' | 'sending' | 'recorded' | 'parked' | 'cancelled'

/** A donation on this phone, the owner's own or carried. Nothing in it says who gave: the details are inside `bytes`, sealed to the organisation. */
export interface Entry {
  /** UUIDv7: primary key here and at the gateway, and idempotency key, for ever. */
  readonly id: string
  /** `encodeDonation` of the sealed donation, frozen. */
  readonly bytes: Bytes
  /** SHA-256 of `bytes`, hexadecimal: what the receipt must vouch for. */
  readonly digest: string
  readonly amount: Money
  /** Minor units added for the way of paying. */
  readonly fee?: number
  readonly commitment: Commitment
  /** ISO 8601 date a pledge is to be paid by. */
  readonly due?: string
  /** Id of the payment method in the giving file. */
  readonly method: string
  /** What to write on the transfer, `referenceOf(id)`. */
  readonly reference: string
  /** A name of the donor's own choosing for this donation; stays on the phone. */
  readonly label?: string
  /** Somebody else's, taken along to be brought to the gateway; never counted as given here. */
  readonly carried?: true
  /** Id of the parked donation that this one was given for anew. */
  readonly replaces?: string
  /** Phone's clock, ms since the epoch; so are all times here. */
  readonly createdAt: number
  readonly state: EntryState
  /** Tries that failed since it was given or woken by hand. */
  readonly attempts: number
  readonly lastTry?: number
  readonly lastProblem?: ProblemKey
  /** Not before this; absent: at once. */
  readonly nextTry?: number
  /** The gateway itself asked to wait until `nextTry` (`Retry-After`). */
  readonly askedToWait?: true
  /** When it first was shown as a code or saved as a file: from then on another phone may have it. */
  readonly handedAt?: number
  /** When it was taken back, or given anew. Stays when a receipt comes all the same. */
  readonly cancelledAt?: number
  /** Id of the donation given in its place. */
  readonly replacedBy?: string
  readonly receipt?: SignedReceipt
  /** Gateway's clock, ISO 8601 UTC, from the receipt. */
  readonly recordedAt?: string
  /** What has arrived of a recorded one, by the newest word of a gateway's that was heard. It may go back: a refund, a counter-entry. */
  readonly arrived?: Arrived
}

/** The word itself (compact JWS), minor units that have arrived and that are due still, and when the gateway said so (ISO 8601 UTC). */
export interface Arrived {
  readonly signed: string
  readonly paid: number
  readonly due: number
  readonly asOf: string
}

/** Whether all of it has arrived: the last word of the four, `sealed → sending → recorded → paid`, and the one that may be taken back. */
export const isPaid = ({ state, arrived }: Pick<Entry, 'state' | 'arrived'>): boolean =>
  state === 'recorded' && arrived !== undefined && arrived.paid > 0 && arrived.due === 0

/** Whether it still has to reach the gateway by itself. */
export const isWaiting = (entry: Pick<Entry, 'state'>): boolean =>
  entry.state === 'sealed' || entry.state === 'sending'

/** How many donations wait to be sent. */
export const waitingCount = (entries: readonly Entry[]): number => entries.filter(isWaiting).length
