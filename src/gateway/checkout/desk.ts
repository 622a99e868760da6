import type { Giving } from '../../shared/giving.ts'
import type { Money } from '../../shared/money.ts'
import { referenceOf } from '../../shared/reference.ts'
import type { Queries, Storage } from '../storage/storage.ts'
import { writeAudit } from '../treasury/audit.ts'
import { Unavailable } from '../unavailable.ts'
import { enterCharge, enterReturn, type Taken } from './card-ledger.ts'
import { type CardEvent, type CheckoutProvider, OrderRefused, type SessionState } from './provider.ts'
import { CheckoutRefused } from './refused.ts'
import { standingOf } from './standing.ts'

/** A page that ends sooner than this is no use to who has to find a card, ms. */
const enough = 10 * 60_000
/** Requests to the provider at once. Stripe allows 100 a second (https://docs.stripe.com/rate-limits); each takes about half of one. */
const mostAtOnce = 40
/** When to send again what came before the news it belongs to, s. */
const tooEarly = 60

/** A page to pay on. */
export interface Opened {
  url: string
  /** Now, rather than before. */
  made: boolean
}

export interface DeskOptions {
  storage: Storage
  provider: CheckoutProvider
  /** The giving file in force. */
  giving: () => Promise<Giving>
  /** Clock, ms since the epoch. */
  now: () => number
}

/** Where recorded donations are paid by card. */
export interface Desk {
  /**
   * The one page a donation can be paid on now: the same for whoever asks, until it is paid or has expired.
   * @throws CheckoutRefused, or `Unavailable` of the database
   */
  open(donation: string): Promise<Opened>
  /** Enters what the provider says. @throws Unavailable where it must be said again later */
  take(event: CardEvent): Promise<Taken>
}

/** A page we led to. */
interface Page extends Money {
  session: string
  attempt: number
  url: string
  expires_at: string
  /** Whether money came by it: then nobody pays on it again. */
  used: boolean
}

/** The newest page of a donation. */
const newestPage = async (db: Queries, donation: string): Promise<Page | null> => {
  const page = await db
    .selectFrom('checkouts')
    .leftJoin('card_movements', 'card_movements.reference', 'checkouts.session')
    .select(['session', 'attempt', 'currency', 'minor', 'url', 'expires_at', 'card_movements.payment'])
    .where('checkouts.donation', '=', donation)
    .orderBy('attempt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return page ? { ...page, used: page.payment !== null } : null
}

export const createDesk = ({ storage, provider, giving, now }: DeskOptions): Desk => {
  const teller = () => ({ name: `${provider.name} webhook`, at: new Date(now()).toISOString() })
  const { kind } = storage
  let asking = 0
  /** One question to the provider. @throws CheckoutRefused where it has no answer for a donor */
  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    if (asking >= mostAtOnce) throw new CheckoutRefused('provider', 5)
    asking += 1
    try {
      return await question()
    } catch (cause) {
      if (cause instanceof OrderRefused) throw new CheckoutRefused('not-by-card', undefined, { cause })
      if (cause instanceof Unavailable) throw new CheckoutRefused('provider', cause.retryAfter, { cause })
      throw cause
    } finally {
      asking -= 1
    }
  }

  const take: Desk['take'] = async (event) => {
    switch (event.kind) {
      case 'charged':
        return storage.transaction((db) => enterCharge({ db, kind }, event, teller()))
      case 'refund':
      case 'dispute': {
        const taken = await storage.transaction((db) => enterReturn({ db, kind }, event, teller()))
        if (taken !== 'unknown-payment') return taken
        // Another product's on the same account, or of ours, and the news of the charge is still under way.
        const donation = await provider.donationOf(event.intent)
        const ours =
          donation !== null && (await storage.read((db) => standingOf(db, donation, now()))) !== null
        if (ours) throw new Unavailable('a refund came before its payment', tooEarly)
        return 'ignored'
      }
      case 'not-charged': {
        const { session, donation } = event
        if (donation === null) return 'ignored'
        const { at, name } = teller()
        await storage.transaction((db) =>
          writeAudit(db, at, name, 'card payment failed', { donation, session }),
        )
        return 'flagged'
      }
      case 'other':
        return 'ignored'
    }
  }

  /** Makes sure that nobody pays on a page any more. @throws CheckoutRefused where somebody has */
  const close = async (state: SessionState, session: string): Promise<void> => {
    const last = state.status === 'open' ? await ask(() => provider.end(session)) : state
    if (last.status === 'expired') return
    // Ended a moment ago, and not known to be so: whoever asks again will find it.
    if (last.status === 'open') throw new CheckoutRefused('provider', 2)
    if (!last.charge) throw new CheckoutRefused('processing')
    // The webhook has not told yet, or cannot reach us.
    await take({ kind: 'charged', ...last.charge })
    throw new CheckoutRefused('paid')
  }

  const make = async (donation: string, page: Page | null, due: Money): Promise<Opened> => {
    const attempt = page ? page.attempt + 1 : 0
    const order = { donation, reference: referenceOf(donation), money: due, attempt }
    const { id, url, expiresAt } = await ask(() => provider.create(order))
    const kept = await storage.transaction(async (db) => {
      // Another gateway may have been first; then its page is the one, and nobody is led to ours.
      const first = await db
        .selectFrom('checkouts')
        .select('url')
        .where('donation', '=', donation)
        .where('attempt', '=', attempt)
        .executeTakeFirst()
      if (first) return first.url
      await db
        .insertInto('checkouts')
        .values({
          session: id,
          donation,
          attempt,
          currency: due.currency,
          minor: due.minor,
          url,
          expires_at: expiresAt,
          made_at: new Date(now()).toISOString(),
        })
        .execute()
      return url
    })
    return { url: kept, made: kept === url }
  }

  const open = async (id: string): Promise<Opened> => {
    const standing = await storage.read((db) => standingOf(db, id, now()))
    if (!standing) throw new CheckoutRefused('not-recorded')
    const { donation, due } = standing
    const { methods } = await giving()
    const method = methods.find((one) => one.id === donation.method)
    if (method?.type !== 'card') throw new CheckoutRefused('not-by-card')
    if (!due) throw new CheckoutRefused('paid')
    const page = await storage.read((db) => newestPage(db, id))
    if (page && !page.used) {
      // Asked each time: else who has just paid, faster than the news of it, would be led back to the page.
      const state = await ask(() => provider.look(page.session))
      const lasts = Date.parse(page.expires_at) - now() >= enough
      if (state.status === 'open' && lasts && page.minor === due.minor) return { url: page.url, made: false }
      await close(state, page.session)
    }
    return make(id, page, due)
  }

  const opening = new Map<string, Promise<Opened>>()
  return {
    take,
    open(id) {
      // A second tap finds the first one's page.
      const begun = opening.get(id)
      if (begun) return begun
      const beginning = open(id).finally(() => opening.delete(id))
      opening.set(id, beginning)
      return beginning
    },
  }
}
