import { describe, expect, it } from 'vitest'
import type { SealedDonation } from '../shared/donation.ts'
import { keyId } from '../shared/signature.ts'
import { readDonation, refusalOf } from './acceptance.ts'
import { donation, giving } from './testing/world.ts'

describe('readDonation', () => {
  it('takes a sealed donation as it is', async () => {
    const sealed = await donation()
    expect(readDonation(JSON.parse(JSON.stringify(sealed)))).toEqual(sealed)
  })
  it.each([null, undefined, 7, 'text', [], {}])('refuses %j', (input) => {
    expect(readDonation(input)).toMatchObject({ key: 'malformed' })
  })
  it('names the member that is wrong, and not what it held', async () => {
    const sealed = await donation({ amount: { currency: 'PKR', minor: 1.5 } })
    expect(readDonation(sealed)).toEqual({ key: 'malformed', detail: 'not a donation: amount.minor' })
  })
  it('refuses members nobody knows: they would be lost', async () => {
    expect(readDonation({ ...(await donation()), name: 'in the clear' })).toMatchObject({ key: 'malformed' })
  })
})

describe('refusalOf', () => {
  const cases: [string, Partial<SealedDonation>, string | null][] = [
    ['a donation as offered', {}, null],
    ['the least', { amount: { currency: 'PKR', minor: 10_000 } }, null],
    ['the most', { amount: { currency: 'PKR', minor: 100_000_000 } }, null],
    ['another organisation', { organisation: 'somebody-else' }, 'unknown-organisation'],
    ['another sealing key', { keyId: '0'.repeat(16) }, 'unknown-sealing-key'],
    ['a currency not taken', { amount: { currency: 'EUR', minor: 5000 } }, 'unknown-currency'],
    ['a method not offered', { method: 'cheque' }, 'unknown-method'],
    ['a method of another currency', { method: 'wire' }, 'unknown-method'],
    ['a commitment not offered', { commitment: 'monthly' }, 'malformed'],
    ['too little', { amount: { currency: 'PKR', minor: 9999 } }, 'amount-limits'],
    ['a fee', { fee: 150 }, null],
    ['a fee as high as the amount and more', { fee: 150_001 }, 'malformed'],
    ['declarations of this edition', { terms: 1 }, null],
    ['declarations of an edition that is not here yet', { terms: 2 }, 'server'],
    ['too much', { amount: { currency: 'PKR', minor: 100_000_001 } }, 'amount-limits'],
  ]
  it.each(cases)('%s', async (_name, changes, key) => {
    const refusal = refusalOf(await donation(changes), giving, await keyId(giving.sealingKey))
    expect(refusal?.key ?? null).toBe(key)
  })
})
