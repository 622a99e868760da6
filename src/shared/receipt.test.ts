import { uuidv7 } from 'uuidv7'
import { describe, expect, it } from 'vitest'
import { generateKey } from '../organiser/keys/new-keys.ts'
import { utf8 } from './bytes.ts'
import { openReceipt, type Receipt, signReceipt } from './receipt.ts'
import { keyId, publicKeyOf, signJws } from './signature.ts'

const [gateway, second, stranger] = await Promise.all([generateKey(), generateKey(), generateKey()])
const keys = [publicKeyOf(gateway), publicKeyOf(second)]
const receipt: Receipt = {
  id: uuidv7(),
  digest: 'ab'.repeat(32),
  amount: { currency: 'PKR', minor: 150_000 },
  recordedAt: '2024-01-07T16:05:00.000Z',
}

describe('a receipt', () => {
  it('opens under each of the gateway’s keys', async () => {
    for (const key of [gateway, second])
      expect(await openReceipt(keys, await signReceipt(key, receipt))).toEqual(receipt)
  })

  it('is nobody’s word under a stranger’s key, or under no key', async () => {
    expect(await openReceipt(keys, await signReceipt(stranger, receipt))).toBeNull()
    expect(await openReceipt([], await signReceipt(gateway, receipt))).toBeNull()
  })

  it('is none when its payload was exchanged under the old signature', async () => {
    const [header, , signature] = (await signReceipt(gateway, receipt)).split('.')
    const [, payload] = (await signReceipt(stranger, { ...receipt, digest: 'cd'.repeat(32) })).split('.')
    expect(await openReceipt(keys, `${header}.${payload}.${signature}`)).toBeNull()
  })

  it.each(['', 'not json', '{}', 'null', '[1]'])('is none when the gateway signed %j', async (text) => {
    const jws = await signJws(gateway, await keyId(publicKeyOf(gateway)), utf8(text))
    expect(await openReceipt(keys, jws)).toBeNull()
  })

  it('is none when the gateway signed bytes that are not even text', async () => {
    const jws = await signJws(gateway, await keyId(publicKeyOf(gateway)), Uint8Array.of(0xff, 0xfe))
    expect(await openReceipt(keys, jws)).toBeNull()
  })
})
