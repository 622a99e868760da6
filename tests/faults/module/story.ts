import type { Entry } from '../../../src/give/outbox/entry.ts'
import type { Money } from '../../../src/shared/money.ts'
import type { Written } from './disk.ts'
import type { Phone, Tab } from './phone.ts'

/** One press of the button "Give", and what the person saw come of it. */
export interface Attempt {
  readonly phone: Phone
  /** No other attempt of this schedule has the same amount, so a ledger's row tells whose it is. */
  readonly amount: Money
  /** Whether the gateway's rules take it. */
  readonly acceptable: boolean
  readonly replaces?: string
  /** `unknown`: the tab died before it said anything. `kept`: "kept on this phone". `refused`: "not kept", with a problem. */
  seen: 'unknown' | 'kept' | 'refused'
  /** As it was when it was said to be kept. */
  entry?: Entry
}

/** Everything that the judge needs to know of a schedule, written down while it happens. */
export class Story {
  readonly attempts: Attempt[] = []
  readonly faults: Record<string, number> = {}
  readonly wrong: string[] = []
  /** Ids that a person wanted out of a phone: taken back, or out of the list. */
  readonly letGo = new Set<string>()
  /** Ids the person was told are taken back, and those wanted sent after all. */
  readonly takenBack = new Set<string>()
  readonly resumed = new Set<string>()
  /** Ids deleted because their owner took them back before they could have left the phone. */
  readonly neverLeft = new Set<string>()
  readonly #held = new Map<
    string,
    Pick<Written, 'carried'> & { state: Written['state']; claimedBy: Set<Tab> }
  >()
  readonly #sending = new Map<Phone, Set<Tab>>()

  met = (fault: string): void => {
    this.faults[fault] = (this.faults[fault] ?? 0) + 1
  }

  /** A committed change of a phone's outbox, held against what may never be. */
  wrote = (tab: Tab, changes: readonly Written[]): void => {
    for (const { id, state, carried } of changes) {
      const held = this.#held.get(`${tab.phone.name} ${id}`) ?? { state: null, carried, claimedBy: new Set() }
      this.#held.set(`${tab.phone.name} ${id}`, held)
      const before = held.state
      if (before === 'recorded' && state !== 'recorded' && state !== null)
        this.wrong.push(`${id} was recorded and is ${state} (${tab.name})`)
      if (before === 'cancelled' && state === 'sending')
        this.wrong.push(`${id} was taken back and is sent all the same (${tab.name})`)
      if (state === null && !this.letGo.has(id))
        this.wrong.push(`${id}, ${before}, was deleted and nobody wanted it to be (${tab.name})`)
      // A courier lets go of what was refused for good, too; the owner still has it, and somebody else may get it recorded.
      if (state === null && held.carried && before !== 'recorded' && before !== 'parked')
        this.wrong.push(`${id}, ${before}, was let go by its courier (${tab.name})`)
      if (state === null && !held.carried && before !== 'cancelled' && before !== 'recorded')
        this.neverLeft.add(id)
      if (state === 'sending') held.claimedBy.add(tab)
      // Its sender has given it up. One that is sent after all may still be in the hands of who had it when it was taken back.
      if (before === 'sending' && (state === 'sealed' || state === 'parked')) held.claimedBy.delete(tab)
      held.state = state
    }
  }

  /** Donations leave a tab for the network. Answers what to call when nobody waits for the answer any more. */
  left = (tab: Tab, ids: readonly string[]): (() => void) => {
    for (const id of ids)
      if (!this.#held.get(`${tab.phone.name} ${id}`)?.claimedBy.has(tab))
        this.wrong.push(`${id} left ${tab.name} without being marked as sent before`)
    const sending = this.#sending.get(tab.phone) ?? new Set<Tab>()
    this.#sending.set(tab.phone, sending.add(tab))
    const other = [...sending].find((one) => one !== tab && !one.dead)
    if (other && tab.phone.options.locks)
      this.wrong.push(`${tab.name} and ${other.name} send at the same time`)
    return () => sending.delete(tab)
  }
}
