import { giving } from '../../../src/gateway/testing/world.ts'
import {
  canCancel,
  canForget,
  canReplace,
  carriedEntry,
  type Entry,
  type Gift,
  isWaiting,
  type Outbox,
  openOutbox,
  type PersonalEvent,
} from '../../../src/give/outbox/outbox.ts'
import { verifyReceipt } from '../../../src/give/outbox/verified-receipt.ts'
import { drainInWorker } from '../../../src/give/outbox/wake.ts'
import { fromUtf8 } from '../../../src/shared/bytes.ts'
import type { SealedDonation } from '../../../src/shared/donation.ts'
import type { Giving } from '../../../src/shared/giving.ts'
import type { Phone, Tab } from './phone.ts'
import { outside, within } from './realm.ts'
import type { Attempt, Story } from './story.ts'

/** Chrome tries a Background Sync three times, minutes apart, then gives it up. */
const syncTries = 3
const syncPause = 5 * 60_000

const details = { name: 'Bulbul Chiragh', anonymous: false, residence: 'home' as const }

/** People with phones: what they press, and what they are told. Everything goes through the real outbox, and nothing waits for its end. */
export class Person {
  readonly phone: Phone
  readonly #story: Story
  readonly #giving: Giving
  readonly #outboxes = new Map<Tab, Outbox>()
  #amounts: () => number

  /** @param amounts numbers that no other donation of the schedule gets */
  constructor(phone: Phone, story: Story, rules: Giving, amounts: () => number) {
    this.phone = phone
    this.#story = story
    this.#giving = rules
    this.#amounts = amounts
  }

  get #dice() {
    return this.phone.options.world.dice
  }

  /** What a person was told, unless the tab died before it could tell. */
  #then<T>(
    tab: Tab,
    work: () => Promise<T>,
    told: (value: T) => void,
    refused: (error: unknown) => void = () => undefined,
  ): void {
    void within(tab, work).then(
      (value) => outside(() => !tab.dead && told(value)),
      (error) => outside(() => !tab.dead && refused(error)),
    )
  }

  openTab(): Tab {
    const tab = this.phone.open(true)
    this.#then(tab, openOutbox, (outbox) => {
      this.#outboxes.set(tab, outbox)
      this.#then(
        tab,
        () => outbox.configure(this.#giving),
        () => undefined,
      )
    })
    return tab
  }

  /** Closes a tab as a page is left: it gets to say good-bye. */
  closeTab(tab: Tab): void {
    const outbox = this.#outboxes.get(tab)
    if (outbox) within(tab, () => outbox.close())
    this.#outboxes.delete(tab)
    // What it was at may end; nothing of it is seen.
    this.phone.options.world.after(this.#dice.whole(0, 50), () => tab.kill())
  }

  /** The system wakes the worker, as for Background Sync. */
  wakeWorker(attempt = 1): Tab {
    const worker = this.phone.open(false)
    this.phone.syncWanted = false
    const again = () => {
      worker.kill()
      if (attempt < syncTries) this.phone.options.world.after(syncPause, () => this.wakeWorker(attempt + 1))
    }
    this.#then(worker, drainInWorker, (waiting) => (waiting ? again() : worker.kill()), again)
    return worker
  }

  /** A living tab with an outbox that was opened, if there is one. */
  tab(): { tab: Tab; outbox: Outbox } | null {
    const open = this.phone.pages().flatMap((tab) => {
      const outbox = this.#outboxes.get(tab)
      return outbox?.state.get().ready ? [{ tab, outbox }] : []
    })
    return open.length > 0 ? this.#dice.pick(open) : null
  }

  /** Of what one of the tabs shows, something that fits; it may be out of date. */
  #shown(fits: (entry: Entry) => boolean): { tab: Tab; outbox: Outbox; entry: Entry } | null {
    const open = this.tab()
    const entries = open?.outbox.state.get().entries.filter(fits) ?? []
    return open && entries.length > 0 ? { ...open, entry: this.#dice.pick(entries) } : null
  }

  give(replaces?: string): Tab | null {
    const open = this.tab()
    if (!open) return null
    const { tab, outbox } = open
    const currency = this.#dice.pick(['PKR', 'USD'])
    const acceptable = this.#dice.chance(0.9)
    const rules = giving.currencies.find(({ code }) => code === currency)
    const minor = (acceptable ? (rules?.minimum ?? 0) : 0) + this.#amounts()
    const attempt: Attempt = {
      phone: this.phone,
      amount: { currency, minor },
      acceptable,
      seen: 'unknown',
      ...(replaces && { replaces }),
    }
    this.#story.attempts.push(attempt)
    const gift: Gift = {
      amount: attempt.amount,
      commitment: this.#dice.pick(['now', 'pledge']),
      method: currency === 'PKR' ? 'bank' : 'wire',
      ...(replaces && { replaces }),
    }
    this.#then(
      tab,
      () => outbox.add(gift, { ...details, declarations: [] }),
      (entry) => {
        attempt.seen = 'kept'
        attempt.entry = entry
      },
      () => {
        attempt.seen = 'refused'
      },
    )
    return tab
  }

  /** Gives another donation in place of one that was refused or taken back; sometimes in two tabs at once. */
  mend(): void {
    const shown = this.#shown(canReplace)
    if (!shown) return
    this.give(shown.entry.id)
    if (this.#dice.chance(0.3)) this.give(shown.entry.id)
  }

  sendNow(): void {
    const open = this.tab()
    if (open)
      this.#then(
        open.tab,
        () => open.outbox.sendNow(),
        () => undefined,
      )
  }

  /** @param tried of those that were sent before, so that they stay in the list */
  cancel(tried = false): void {
    const shown = this.#shown((entry) => canCancel(entry) && (!tried || entry.lastTry !== undefined))
    if (!shown) return
    const { tab, outbox, entry } = shown
    this.#story.letGo.add(entry.id)
    this.#then(
      tab,
      () => outbox.cancel(entry.id),
      () => {
        this.#story.met('taken back')
        this.#story.takenBack.add(entry.id)
      },
    )
  }

  #change(
    fits: (entry: Entry) => boolean,
    event: PersonalEvent,
    told: (left: Entry | null, entry: Entry) => void,
  ): void {
    const shown = this.#shown(fits)
    if (!shown) return
    const { tab, outbox, entry } = shown
    if (event.type === 'forget') this.#story.letGo.add(entry.id)
    if (event.type === 'resume') this.#story.resumed.add(entry.id)
    this.#then(
      tab,
      () => outbox.change(entry.id, event),
      (left) => told(left, entry),
    )
  }

  resume(): void {
    const fits = ({ state, replacedBy }: Entry) => state === 'cancelled' && replacedBy === undefined
    this.#change(fits, { type: 'resume' }, () => this.#story.met('sent after all'))
  }

  forget(): void {
    this.#change(canForget, { type: 'forget' }, () => this.#story.met('out of the list'))
  }

  /** Shows a sealed donation to another phone, which takes it along. */
  handTo(courier: Person): void {
    this.#change(
      (entry) => !entry.carried && (isWaiting(entry) || entry.state === 'cancelled'),
      { type: 'handed' },
      (left) => {
        if (left) courier.take(left.bytes)
      },
    )
  }

  take(bytes: Entry['bytes']): void {
    const open = this.tab()
    if (!open) return
    const donation = JSON.parse(fromUtf8(bytes)) as SealedDonation
    this.#then(
      open.tab,
      async () => open.outbox.carry(await carriedEntry(donation, Date.now())),
      () => this.#story.met('carried'),
    )
  }

  /** Brings the receipts it has of carried donations back to their owner. */
  handBack(owner: Person): void {
    const mine = this.#shown(({ carried, receipt }) => carried === true && receipt !== undefined)
    const open = owner.tab()
    const signed = mine?.entry.receipt
    const entry = open?.outbox.state.get().entries.find(({ id }) => id === mine?.entry.id)
    if (!open || !entry || !signed) return
    this.#then(
      open.tab,
      async () => {
        const receipt = await verifyReceipt(this.#giving.gatewayKeys, entry, signed)
        return receipt ? open.outbox.change(entry.id, { type: 'recorded', receipt }) : null
      },
      () => this.#story.met('receipt handed back'),
    )
  }
}
