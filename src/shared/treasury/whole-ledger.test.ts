import { uuidv7 } from 'uuidv7'
import { expect, it } from 'vitest'
import { numericReference, referenceOf } from '../reference.ts'
import type { LedgerRow, NewPayment, PaymentRow, Treasury } from './treasury.ts'
import { allDonations, enterAll, findDonation, matchStatement, paymentOf } from './whole-ledger.ts'

const row = (minor: number): LedgerRow => ({
  id: uuidv7(),
  currency: 'PKR',
  minor,
  fee: 0,
  commitment: 'now',
  due: null,
  method: 'bank',
  recordedAt: '2024-01-07T16:00:00.000Z',
  paid: 0,
  paidFee: 0,
})

/** A treasury in memory, which pages as the gateway's does; the real ones are tested by the command line and the page. */
const treasuryOf = (donations: readonly LedgerRow[], payments: readonly Partial<PaymentRow>[] = []) => {
  const page = <T>(all: readonly T[], after: string | undefined, limit: number) => {
    const from = Number(after ?? 0)
    const next = from + limit < all.length ? String(from + limit) : null
    return { items: all.slice(from, from + limit), next }
  }
  const entered: NewPayment[][] = []
  const treasury: Pick<Treasury, 'list' | 'payments' | 'enter'> = {
    list: async (_filter, { after, limit }) => {
      const { items, next } = page(donations, after, limit)
      return { donations: items, next }
    },
    payments: async ({ after, limit }) => {
      const { items, next } = page(payments, after, limit)
      return { payments: items as PaymentRow[], next }
    },
    enter: async (some) => {
      entered.push([...some])
      return some.map(({ line }) => ({ outcome: 'entered', payment: line }))
    },
  }
  return { treasury, entered }
}

const line = (text: string, minor: number) => ({
  row: 2,
  arrivedOn: '2024-01-08',
  currency: 'PKR',
  minor,
  text,
  transaction: null,
})

it('reads all pages', async () => {
  const all = Array.from({ length: 2345 }, (_, index) => row(index + 1))
  expect(await allDonations(treasuryOf(all).treasury, {})).toEqual(all)
})

it('matches with the whole ledger, and counts a line as entered only while its payment stands', async () => {
  const donations = [row(100), row(200)]
  const lines = donations.map(({ id, minor }) => line(referenceOf(id), minor))
  const { matched } = await matchStatement(treasuryOf(donations).treasury, lines, 'bank')
  expect(matched.map(({ match }) => match.kind)).toEqual(['sure', 'sure'])
  const payment = paymentOf(matched[0]!, donations[0]!)
  expect(payment).toEqual({
    donation: donations[0]!.id,
    line: matched[0]!.key,
    currency: 'PKR',
    minor: 100,
    arrivedOn: '2024-01-08',
  })
  const standing = { line: payment.line, donation: payment.donation, undone: false, undoes: null }
  const kinds = async (payments: Partial<PaymentRow>[]) =>
    (await matchStatement(treasuryOf(donations, payments).treasury, lines, 'bank')).matched.map(
      ({ match }) => match.kind,
    )
  expect(await kinds([standing])).toEqual(['entered', 'sure'])
  expect(
    await kinds([
      { ...standing, undone: true },
      { ...standing, undoes: 'x' },
    ]),
  ).toEqual(['sure', 'sure'])
  // The same words about another account are other money.
  const elsewhere = await matchStatement(treasuryOf(donations, [standing]).treasury, lines, 'wire')
  expect(elsewhere.matched.map(({ match }) => match.kind)).toEqual(['sure', 'sure'])
})

it('enters however many, in requests the gateway takes, with an answer each', async () => {
  const { treasury, entered } = treasuryOf([])
  const payments = Array.from({ length: 1201 }, (_, index) => ({
    donation: 'd',
    line: String(index),
    currency: 'PKR',
    minor: 1,
    arrivedOn: '2024-01-08',
  }))
  const answers = await enterAll(treasury, payments)
  expect(answers.map(({ payment }) => payment)).toEqual(payments.map((one) => one.line))
  expect(entered.map(({ length }) => length)).toEqual([500, 500, 201])
})

it('finds a donation by its id or either reference, however it is typed', () => {
  const donations = [row(1), row(2)]
  const { id } = donations[1]!
  const reference = referenceOf(id)
  for (const typed of [
    id,
    reference,
    reference.toLowerCase().replaceAll(' ', ''),
    numericReference(reference),
  ])
    expect(findDonation(donations, typed)).toBe(donations[1])
  expect(findDonation(donations, 'SD 1')).toBeNull()
  expect(findDonation(donations, '')).toBeNull()
})
