import { uuidv7 } from 'uuidv7'
import { describe, expect, it } from 'vitest'
import { generateKey } from '../organiser/keys/new-keys.ts'
import { utf8 } from './bytes.ts'
import { openPaid, type Paid, signPaid } from './paid.ts'
import { openReceipt, signReceipt } from './receipt.ts'
import { keyId, publicKeyOf, signJws } from './signature.ts'

const [gateway, second, stranger] = await Promise.all([generateKey(), generateKey(), generateKey()])
const keys = [publicKeyOf(gateway), publicKeyOf(second)]
const id = uuidv7()
const asOf = '2024-01-07T20:00:00.000Z'
const paid: Paid = { kind: 'paid', id, currency: 'PKR', paid: 150_000, due: 0, asOf }

describe('the gateway’s word on what has arrived', () => {
  it('opens under each of the gateway’s keys, for its donation', async () => {
    for (const key of [gateway, second])
      expect(await openPaid(keys, await signPaid(key, paid), id)).toEqual(paid)
    expect(await openPaid(keys, await signPaid(gateway, paid), uuidv7())).toBeNull()
    expect(await openPaid(keys, await signPaid(stranger, paid), id)).toBeNull()
    expect(await openPaid([], await signPaid(gateway, paid), id)).toBeNull()
  })

  it('is no receipt, and a receipt is no such word: recorded is not paid', async () => {
    const receipt = { id, digest: 'ab'.repeat(32), amount: { currency: 'PKR', minor: 1 }, recordedAt: asOf }
    expect(await openPaid(keys, await signReceipt(gateway, receipt), id)).toBeNull()
    expect(await openReceipt(keys, await signPaid(gateway, paid))).toBeNull()
  })

  it.each(['', 'not json', 'null', '{}'])('is none when the gateway signed %j', async (text) => {
    const jws = await signJws(gateway, await keyId(publicKeyOf(gateway)), utf8(text))
    expect(await openPaid(keys, jws, id)).toBeNull()
  })
})
