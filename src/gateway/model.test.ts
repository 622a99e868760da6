import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SealedDonation } from '../shared/donation.ts'
import type { DonationAnswer } from '../shared/receipt.ts'
import { onEveryDatabase } from './testing/databases.ts'
import { donations, type Running, start } from './testing/world.ts'

/** What a donor can send: one of a few donations, as it is or altered. */
interface Sent {
  who: number
  minor: number
}
type Step = { kind: 'post'; items: Sent[] } | { kind: 'together'; items: Sent[] } | { kind: 'restart' }

const people = 4
const sent = fc.record({
  who: fc.nat({ max: people - 1 }),
  minor: fc.constantFrom(10_000, 10_000, 10_000, 20_000),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(sent, { minLength: 1, maxLength: 4 })
      .map((items) => ({ kind: 'post' as const, items })),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(sent, { minLength: 2, maxLength: 6 })
      .map((items) => ({ kind: 'together' as const, items })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
)

/** Checks an answer against what must be held already; learns from the first one. */
const judge = (
  held: Map<string, { minor: number; receipt: string }>,
  item: SealedDonation,
  answer: DonationAnswer,
) => {
  const { minor } = item.amount
  const before = held.get(item.id)
  if (!before) {
    expect(answer.status).toBe(201)
    held.set(item.id, { minor, receipt: answer.receipt! })
  } else if (before.minor === minor)
    expect(answer).toEqual({ id: item.id, status: 200, receipt: before.receipt })
  else expect([answer.status, answer.receipt]).toEqual([422, undefined])
}

onEveryDatabase((make) => {
  it('holds the first bytes of every id for ever, through duplicates, alterations, races and restarts, as a model does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        await using database = await make()
        const base = await donations(people)
        const held = new Map<string, { minor: number; receipt: string }>()
        const made = ({ who, minor }: Sent): SealedDonation => ({
          ...base[who]!,
          amount: { currency: 'PKR', minor },
        })
        let running: Running = await start(database.where)
        try {
          for (const one of steps) {
            if (one.kind === 'restart') {
              await running.gateway.close()
              running = await start(database.where)
            } else if (one.kind === 'post') {
              const items = one.items.map(made)
              const response = await running.post({ donations: items })
              const { answers } = (await response.json()) as { answers: DonationAnswer[] }
              expect(answers).toHaveLength(items.length)
              for (const [index, answer] of answers.entries()) judge(held, items[index]!, answer)
            } else {
              const items = one.items.map(made)
              const answers = await Promise.all(items.map(running.give))
              // In a race either may be first: those recorded now set the model, then all others must agree with it.
              const order = [...answers.keys()].toSorted((a, b) => answers[b]!.status - answers[a]!.status)
              const created = order.filter((index) => answers[index]!.status === 201)
              for (const index of [...created, ...order.filter((other) => !created.includes(other))])
                judge(held, items[index]!, answers[index]!)
            }
          }
          const pledged = [...held.values()].reduce((sum, { minor }) => sum + minor, 0)
          const totals = await (await running.get('/v1/totals')).json()
          expect(totals).toMatchObject({
            currencies: held.size === 0 ? [] : [{ currency: 'PKR', donations: held.size, pledged, paid: 0 }],
          })
        } finally {
          await running.gateway.close()
        }
      }),
      { numRuns: 25 },
    )
  })
})
