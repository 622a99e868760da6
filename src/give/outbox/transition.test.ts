import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateKey } from '../../organiser/keys/new-keys.ts'
import { type Paid, signPaid } from '../../shared/paid.ts'
import { type Receipt, signReceipt } from '../../shared/receipt.ts'
import { publicKeyOf } from '../../shared/signature.ts'
import { entryOf } from '../testing/entry.ts'
import { type Entry, type EntryState, isPaid } from './entry.ts'
import { canCancel, type OutboxEvent, transition } from './transition.ts'
import { type VerifiedPaid, verifyPaid } from './verified-paid.ts'
import { type VerifiedReceipt, verifyReceipt } from './verified-receipt.ts'

const [gateway, stranger] = await Promise.all([generateKey(), generateKey()])
const keys = [publicKeyOf(gateway)]

const entry = entryOf()
const good: Receipt = {
  id: entry.id,
  digest: entry.digest,
  amount: entry.amount,
  recordedAt: '2024-01-07T16:05:00.000Z',
}
const verified = (await verifyReceipt(keys, entry, await signReceipt(gateway, good))) as VerifiedReceipt
const another = { ...entry, id: '018ce5f0-0a1b-7000-8000-000000000002' }
/** Verified, but for somebody else's donation. */
const strayed = (await verifyReceipt(
  keys,
  another,
  await signReceipt(gateway, { ...good, id: another.id }),
)) as VerifiedReceipt

const word = async (paid: number, minute: number, of: Pick<Entry, 'id' | 'amount'> = entry) => {
  const said: Paid = {
    kind: 'paid',
    id: of.id,
    currency: of.amount.currency,
    paid,
    due: Math.max(0, of.amount.minor - paid),
    asOf: new Date(Date.UTC(2024, 0, 8, 9, minute)).toISOString(),
  }
  return (await verifyPaid(keys, of, await signPaid(gateway, said))) as VerifiedPaid
}
const words = await Promise.all([
  word(0, 1),
  word(50_000, 2),
  word(150_000, 3),
  word(100_000, 4),
  word(1, 5, another),
])

const event: fc.Arbitrary<OutboxEvent> = fc.oneof(
  fc.constantFrom(...words).map((one) => ({ type: 'paid', word: one }) as const),
  fc.constant({ type: 'claim' } as const),
  fc.constantFrom(verified, strayed).map((receipt) => ({ type: 'recorded', receipt }) as const),
  fc.record({
    type: fc.constant('failed' as const),
    problem: fc.constantFrom('offline', 'server', 'receipt'),
    wait: fc.nat({ max: 60_000 }),
  }),
  fc.record({
    type: fc.constant('parked' as const),
    problem: fc.constantFrom('malformed', 'unknown-method'),
  }),
  fc.constant({ type: 'wake' } as const),
  fc.constant({ type: 'cancel' } as const),
  fc.constantFrom(
    { type: 'resume' } as const,
    { type: 'handed' } as const,
    { type: 'forget' } as const,
    { type: 'replaced', by: another.id } as const,
  ),
)
const story = fc.array(event, { maxLength: 30 })

/** Every state along the way, until taken back. */
const live = (events: readonly OutboxEvent[], first = entry): (Entry | null)[] => {
  const states: (Entry | null)[] = [first]
  for (const [time, one] of events.entries()) {
    const current = states.at(-1)
    if (!current) break
    states.push(transition(current, one, 2000 + time))
  }
  return states
}

describe('transition', () => {
  it('goes sealed, sending, recorded', () => {
    const states = live([{ type: 'claim' }, { type: 'recorded', receipt: verified }])
    expect(states.map((s) => s?.state)).toEqual(['sealed', 'sending', 'recorded'])
    expect(states[2]).toMatchObject({ receipt: verified.signed, recordedAt: good.recordedAt, lastTry: 2000 })
  })

  it('is paid once all of it has arrived, by the newest word about it, and not before it is recorded', async () => {
    const [, part, all, back, strange] = words
    const paid = (one: VerifiedPaid | undefined) => ({ type: 'paid', word: one as VerifiedPaid }) as const
    expect(transition(entry, paid(all), 2000)).toBe(entry)
    const recorded = live([{ type: 'claim' }, { type: 'recorded', receipt: verified }]).at(-1) as Entry
    const states = live([paid(part), paid(all), paid(part), paid(strange)], recorded) as Entry[]
    expect(states.map((one) => [isPaid(one), one.arrived?.paid])).toEqual([
      [false, undefined],
      [false, 50_000],
      [true, 150_000],
      // An old word of a mirror's, and one about another donation.
      [true, 150_000],
      [true, 150_000],
    ])
    // Money may go back.
    expect(isPaid(transition(states.at(-1) as Entry, paid(back), 2000) as Entry)).toBe(false)
    expect(await verifyPaid([publicKeyOf(stranger)], entry, (all as VerifiedPaid).signed)).toBeNull()
  })

  it('waits after a failure and says why', () => {
    const states = live([{ type: 'claim' }, { type: 'failed', problem: 'offline', wait: 700 }])
    expect(states[2]).toMatchObject({ state: 'sealed', attempts: 1, lastProblem: 'offline', nextTry: 2701 })
  })

  it('never loses an entry except by its owner’s word: taken back before it could have left, or out of the list once taken back', () =>
    fc.assert(
      fc.property(story, (events) => {
        const states = live(events)
        const gone = states.indexOf(null)
        if (gone === -1) return
        const last = states[gone - 1] as Entry
        if (events[gone - 1]?.type === 'cancel')
          expect([canCancel(last), last.lastTry, last.handedAt]).toEqual([true, undefined, undefined])
        else expect([events[gone - 1]?.type, last.state]).toEqual(['forget', 'cancelled'])
      }),
    ))

  it('never lets a courier lose what has no verified receipt, unless it was refused for good', () =>
    fc.assert(
      fc.property(story, (events) => {
        const states = live(events, { ...entry, carried: true })
        expect(states.some((state) => state?.state === 'cancelled')).toBe(false)
        const gone = states.indexOf(null)
        if (gone === -1) return
        expect(events[gone - 1]?.type).toBe('forget')
        const last = states[gone - 1] as Entry
        if (last.state === 'recorded') expect(last.receipt).toBe(verified.signed)
        else {
          expect(last.state).toBe('parked')
          expect(events.slice(0, gone - 1).map(({ type }) => type)).toContain('parked')
        }
      }),
    ))

  it('never sends what was taken back, unless its owner says so', () =>
    fc.assert(
      fc.property(story, (events) => {
        const states = live(events)
        for (const [at, state] of states.entries())
          if (state?.state === 'sending' && states[at - 1]?.state !== 'sending')
            expect(states[at - 1]?.state).toBe('sealed')
          else if (state?.state === 'sealed' && states[at - 1]?.state === 'cancelled')
            expect(events[at - 1]?.type).toBe('resume')
      }),
    ))

  it.each<[string, OutboxEvent[]]>([
    ['while it is being sent', [{ type: 'claim' }, { type: 'cancel' }]],
    [
      'after a try without an answer',
      [{ type: 'claim' }, { type: 'failed', problem: 'timeout', wait: 1 }, { type: 'cancel' }],
    ],
    ['after a courier may have it', [{ type: 'handed' }, { type: 'cancel' }]],
  ])('keeps one that was taken back %s, and takes the receipt that comes all the same', (_, events) => {
    const kept = live(events).at(-1) as Entry
    expect(kept).toMatchObject({ state: 'cancelled', cancelledAt: 2000 + events.length - 1 })
    expect(transition(kept, { type: 'failed', problem: 'offline', wait: 1 }, 9000)).toBe(kept)
    expect(transition(kept, { type: 'parked', problem: 'malformed' }, 9000)).toBe(kept)
    expect(transition(kept, { type: 'claim' }, 9000)).toBe(kept)
    expect(transition(kept, { type: 'wake' }, 9000)).toBe(kept)
    expect(transition(kept, { type: 'recorded', receipt: verified }, 9000)).toMatchObject({
      state: 'recorded',
      receipt: verified.signed,
      cancelledAt: kept.cancelledAt,
    })
  })

  it('is replaced once, when it was refused, and takes a late receipt even then', () => {
    const parked = live([{ type: 'claim' }, { type: 'parked', problem: 'unknown-method' }]).at(-1) as Entry
    const replaced = transition(parked, { type: 'replaced', by: another.id }, 9000) as Entry
    expect(replaced).toMatchObject({ state: 'cancelled', replacedBy: another.id })
    expect(transition(replaced, { type: 'replaced', by: entry.id }, 9001)).toBe(replaced)
    expect(transition(replaced, { type: 'resume' }, 9001)).toBe(replaced)
    expect(transition(replaced, { type: 'recorded', receipt: verified }, 9001)).toMatchObject({
      state: 'recorded',
      replacedBy: another.id,
    })
    for (const state of ['sealed', 'sending', 'recorded'] as const) {
      const other = { ...entry, state }
      expect(transition(other, { type: 'replaced', by: another.id }, 9000)).toBe(other)
    }
  })

  it('remembers that the gateway itself asked to wait, until the next answer', () => {
    const asked: OutboxEvent = { type: 'failed', problem: 'too-many-requests', wait: 700, asked: true }
    const states = live([{ type: 'claim' }, asked, { type: 'claim' }, { ...asked, asked: false }])
    expect(states.map((state) => state?.askedToWait)).toEqual([undefined, undefined, true, true, undefined])
  })

  it('never leaves recorded, and changes nothing of it but what has arrived, which never gets older', () =>
    fc.assert(
      fc.property(story, (events) => {
        const states = live(events)
        const at = states.findIndex((s) => s?.state === 'recorded')
        if (at === -1) return
        let asOf = ''
        for (const later of states.slice(at)) {
          const { arrived, ...rest } = later as Entry
          expect(rest).toEqual(states[at])
          expect((arrived?.asOf ?? '') >= asOf).toBe(true)
          asOf = arrived?.asOf ?? ''
        }
      }),
    ))

  it('never records without a verified receipt of this very donation', () =>
    fc.assert(
      fc.property(story, (events) => {
        for (const [i, state] of live(events).entries())
          if (state?.state === 'recorded') {
            expect(state.receipt).toBe(verified.signed)
            expect(events.slice(0, i)).toContainEqual({ type: 'recorded', receipt: verified })
          } else if (state) expect(state.receipt).toBeUndefined()
      }),
    ))

  it('never changes what was promised', () =>
    fc.assert(
      fc.property(story, (events) => {
        const { id, bytes, digest, amount, commitment, method, reference, createdAt } = entry
        for (const state of live(events))
          if (state)
            expect(state).toMatchObject({
              id,
              bytes,
              digest,
              amount,
              commitment,
              method,
              reference,
              createdAt,
            })
      }),
    ))

  it('always says why when it is parked, and can always be woken from it', () =>
    fc.assert(
      fc.property(story, (events) => {
        for (const state of live(events)) {
          if (state?.state !== 'parked') continue
          expect(state.lastProblem).toBeDefined()
          expect(transition(state, { type: 'wake' }, 9000)).toMatchObject({ state: 'sealed', attempts: 0 })
        }
      }),
    ))

  it('reaches every state', () => {
    const seen = new Set(
      fc
        .sample(story, { numRuns: 300, seed: 1 })
        .flatMap((events) => live(events))
        .map((s) => s?.state ?? 'gone'),
    )
    expect([...seen].sort()).toEqual([
      'cancelled',
      'gone',
      'parked',
      'recorded',
      'sealed',
      'sending',
    ] satisfies (EntryState | 'gone')[])
  })
})

describe('verifyReceipt', () => {
  it.each([
    ['a stranger’s signature', stranger, good],
    ['another id', gateway, { ...good, id: another.id }],
    ['other bytes', gateway, { ...good, digest: 'cd'.repeat(32) }],
    ['another amount', gateway, { ...good, amount: { currency: 'PKR', minor: 150_001 } }],
    ['another currency', gateway, { ...good, amount: { currency: 'USD', minor: 150_000 } }],
  ])('refuses %s', async (_, key, receipt) => {
    expect(await verifyReceipt(keys, entry, await signReceipt(key, receipt))).toBeNull()
  })
})
