import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { describe, expect, it } from 'vitest'
import { numericReference, referenceOf } from '../reference.ts'
import { reconcile } from './reconcile.ts'
import { plainReference, referencesIn } from './references.ts'
import type { StatementLine } from './statement.ts'
import type { LedgerRow } from './treasury.ts'

const donation = (more: Partial<LedgerRow> = {}): LedgerRow => ({
  id: uuidv7(),
  currency: 'PKR',
  minor: 150_000,
  fee: 0,
  commitment: 'now',
  due: null,
  method: 'bank',
  recordedAt: '2024-01-07T16:00:00.000Z',
  paid: 0,
  paidFee: 0,
  ...more,
})
const line = (text: string, more: Partial<StatementLine> = {}): StatementLine => ({
  row: 1,
  arrivedOn: '2024-01-08',
  currency: 'PKR',
  minor: 150_000,
  text,
  transaction: null,
  ...more,
})
const match = (lines: StatementLine[], donations: LedgerRow[], entered = new Map<string, string>()) =>
  reconcile(
    lines,
    lines.map((_, index) => `key ${index}`),
    donations,
    entered,
  )
const doubtsOf = (lines: StatementLine[], donations: LedgerRow[]) =>
  match(lines, donations).map((one) =>
    one.kind === 'unsure' ? one.candidates.map(({ doubt }) => doubt).join() : one.kind,
  )

/** A reference as it comes out of banks and keyboards. */
const written = (reference: string) =>
  fc
    .record({
      lower: fc.boolean(),
      joint: fc.constantFrom(' ', '', '-', '  ', '/', '. '),
      before: fc.constantFrom('', 'IBFT FROM BULBUL ', 'صدا ', 'REF:', 'HBL-0042-'),
      after: fc.constantFrom('', ' thank you', ' 0001234567', '-PK36'),
      confused: fc.boolean(),
    })
    .map(({ lower, joint, before, after, confused }) => {
      let text = reference.split(' ').join(joint)
      // O for 0 and l for 1, but not in the first two letters.
      if (confused) text = text.slice(0, 2) + text.slice(2).replaceAll('0', 'O').replaceAll('1', 'l')
      if (lower) text = text.toLowerCase()
      return `${before}${text}${after}`
    })

describe('a reference in a text', () => {
  it('is found, in either form, however it is written', () => {
    fc.assert(
      fc.property(
        fc.constant(null).chain(() => {
          const { id } = donation()
          const reference = referenceOf(id)
          return fc.record({
            id: fc.constant(id),
            letters: written(reference),
            joint: fc.constantFrom(' ', '', '-'),
            before: fc.constantFrom('', 'TRF 77 ', 'a/c 0001 '),
          })
        }),
        ({ id, letters, joint, before }) => {
          expect(referencesIn(letters)).toContain(plainReference(id))
          const digits = numericReference(referenceOf(id))
          const text = `${before}${digits.split(' ').join(joint)} from Amina`
          expect(referencesIn(text)).toContain(digits.replaceAll(' ', ''))
        },
      ),
      { numRuns: 500 },
    )
  })
  it('is found in Urdu digits', () => {
    const digits = numericReference(referenceOf(donation().id))
    const urdu = digits.replace(/\d/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)))
    expect(referencesIn(`حوالہ ${urdu}`)).toContain(digits.replaceAll(' ', ''))
  })
})

describe('a sure match', () => {
  it('is reference, amount and currency of a donation that is not paid; in a crowd, each line finds its own', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.infiniteStream(fc.nat()), (count, numbers) => {
        const next = () => numbers.next().value as number
        const all = Array.from({ length: count }, () => donation({ minor: 100 + (next() % 3) }))
        const paying = all.filter(() => next() % 2 === 0)
        const lines = paying.map(({ id, minor }) =>
          line(`from somebody ${referenceOf(id).toLowerCase()}`, { minor }),
        )
        const found = match(lines, all)
        expect(found.map((one) => one.kind === 'sure' && one.donation.id)).toEqual(paying.map(({ id }) => id))
      }),
    )
  })

  it('is the amount to the sum of amount and fee, less what came of each, where the donor covers the fee', () => {
    const minor = fc.integer({ min: 100, max: 1_000_000 })
    fc.assert(
      fc.property(
        minor,
        fc.nat(5000),
        fc.nat(99),
        fc.integer({ min: -10_000, max: 10_000 }),
        (amount, fee, paid, off) => {
          const one = donation({ minor: amount, fee, paid })
          const due = amount - paid
          const found = (arrived: number) =>
            doubtsOf([line(referenceOf(one.id), { minor: arrived })], [one]).join()
          expect(found(due)).toBe('sure')
          expect(found(due + fee)).toBe('sure')
          if (due + off > 0) expect(found(due + off)).toBe(off >= 0 && off <= fee ? 'sure' : 'other-amount')
          // Once the amount is there, what is left of the fee is not asked for again.
          const settled = { ...one, paid: amount, paidFee: 0 }
          expect(doubtsOf([line(referenceOf(one.id), { minor: fee + 1 })], [settled])).toEqual([
            'paid-already',
          ])
        },
      ),
    )
  })

  it('finds by its sum with the fee a donation whose reference has a mistake, or is not there', () => {
    const one = donation({ minor: 100_000, fee: 4200 })
    const reference = plainReference(one.id)
    const wrong = reference.slice(0, 5) + (reference.charAt(5) === 'X' ? 'Y' : 'X') + reference.slice(6)
    for (const minor of [100_000, 104_200]) {
      expect(doubtsOf([line(wrong, { minor })], [one])).toEqual(['near-reference'])
      expect(doubtsOf([line('cash', { minor })], [one])).toEqual(['amount-only'])
    }
    expect(doubtsOf([line('cash', { minor: 102_000 })], [one])).toEqual(['unknown'])
  })

  it('is never made of an amount alone, nor against a reference', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(100, 200), { minLength: 1, maxLength: 10 }),
        fc.constantFrom(100, 200),
        fc.string(),
        (amounts, minor, text) => {
          const all = amounts.map((each) => donation({ minor: each }))
          const absent = donation()
          for (const words of [text, referenceOf(absent.id)])
            expect(match([line(words, { minor })], all)[0]?.kind).not.toBe('sure')
        },
      ),
    )
  })

  it('is for what is still to be paid of a pledge', () => {
    const pledge = donation({ minor: 150_000, paid: 50_000 })
    const text = referenceOf(pledge.id)
    expect(match([line(text, { minor: 100_000 })], [pledge])[0]).toEqual({ kind: 'sure', donation: pledge })
    expect(doubtsOf([line(text, { minor: 150_000 })], [pledge])).toEqual(['other-amount'])
  })
})

describe('a doubt', () => {
  it('says what it is', () => {
    const [one, other] = [donation(), donation({ minor: 99 })]
    const paid = donation({ paid: 150_000 })
    const dollars = donation({ currency: 'USD' })
    const named = (...all: LedgerRow[]) => line(all.map(({ id }) => referenceOf(id)).join(' and '))
    expect(doubtsOf([named(other)], [one, other])).toEqual(['other-amount'])
    expect(doubtsOf([named(paid)], [paid])).toEqual(['paid-already'])
    expect(doubtsOf([named(one), named(one)], [one])).toEqual(['named-twice', 'named-twice'])
    expect(doubtsOf([named(one, other)], [one, other])).toEqual(['several-named,several-named'])
    expect(doubtsOf([line('no words')], [one, other])).toEqual(['amount-only'])
    expect(doubtsOf([line('no words', { minor: 7 })], [one, other])).toEqual(['unknown'])
    // Money of another currency is never for it, whatever it says.
    expect(doubtsOf([named(dollars)], [dollars])).toEqual(['unknown'])
  })

  it('sees a reference with one mistake, where the amount is right', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 13 }),
        fc.constantFrom('wrong', 'lost', 'doubled', 'changed over'),
        (at, mistake) => {
          const meant = donation()
          const body = plainReference(meant.id).slice(2)
          const wrong = body.charAt(at) === 'X' ? 'Y' : 'X'
          const typed = {
            wrong: body.slice(0, at) + wrong + body.slice(at + 1),
            lost: body.slice(0, at) + body.slice(at + 1),
            doubled: body.slice(0, at) + body.charAt(at) + body.slice(at),
            'changed over': body.slice(0, at) + body.charAt(at + 1) + body.charAt(at) + body.slice(at + 2),
          }[mistake]
          const others = Array.from({ length: 20 }, () => donation())
          const [found] = match([line(`sd ${typed} from Amina`)], [...others, meant])
          // A mistake that is none: the same characters again.
          if (found?.kind === 'sure') expect(found.donation).toBe(meant)
          else
            expect(found).toMatchObject({
              kind: 'unsure',
              candidates: [{ donation: meant, doubt: 'near-reference' }],
              more: 0,
            })
        },
      ),
      { numRuns: 500 },
    )
  })

  it('lists by amount those given before the money came, the nearest first, and says how many more there are', () => {
    const on = (day: string) => donation({ recordedAt: `${day}T10:00:00.000Z` })
    const all = ['05', '06', '07', '08', '09', '10', '11'].map((day) => on(`2024-01-${day}`))
    const [found] = match([line('cash')], all)
    if (found?.kind !== 'unsure') throw new Error('not unsure')
    expect(found.candidates.map(({ donation: { recordedAt } }) => recordedAt.slice(8, 10))).toEqual([
      '08',
      '07',
      '06',
      '05',
      '09',
    ])
    expect(found.more).toBe(2)
  })
})

it('knows lines that are entered, and counts them for nothing else', () => {
  const one = donation()
  const text = referenceOf(one.id)
  const entered = new Map([['key 0', 'an id']])
  expect(match([line(text), line(text)], [one], entered)).toEqual([
    { kind: 'entered', donation: 'an id' },
    { kind: 'sure', donation: one },
  ])
})

it('tells of a good reference whose donation is not here yet', () => {
  const absent = donation()
  const [found] = match([line(`for ${referenceOf(absent.id)}`)], [donation()])
  expect(found).toEqual({ kind: 'unknown', reference: plainReference(absent.id) })
})
