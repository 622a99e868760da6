import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateKey } from '../organiser/keys/new-keys.ts'
import { fromBase64Url, toBase64Url, utf8 } from './bytes.ts'
import { open, seal } from './sealing.ts'
import { publicKeyOf } from './signature.ts'

const key = await generateKey()
const publicKey = publicKeyOf(key)

describe('sealing', () => {
  it('gives back any bytes under any associated data', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4000 }), fc.uint8Array(), async (plain, aad) => {
        const sealed = await seal(publicKey, plain, aad)
        expect(sealed.enc).toHaveLength(87)
        expect(fromBase64Url(sealed.ciphertext)).toHaveLength(plain.length + 16)
        expect([...(await open(key, sealed, aad))]).toEqual([...plain])
      }),
      { numRuns: 30 },
    ))

  it('never seals the same text to the same bytes', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => seal(publicKey, utf8('صدا'), utf8('a'))))
    expect(one?.enc).not.toBe(two?.enc)
    expect(one?.ciphertext).not.toBe(two?.ciphertext)
  })

  it('opens for no other key, and not with any changed byte', async () => {
    const aad = utf8('PKR 1500')
    const sealed = await seal(publicKey, utf8('Zari Gul'), aad)
    await expect(open(await generateKey(), sealed, aad)).rejects.toThrow()
    await expect(open(key, sealed, utf8('PKR 9500'))).rejects.toThrow()
    const bytes = fromBase64Url(sealed.ciphertext)
    for (let at = 0; at < bytes.length; at++) {
      const bent = bytes.slice()
      bent[at]! ^= 1
      await expect(open(key, { ...sealed, ciphertext: toBase64Url(bent) }, aad)).rejects.toThrow()
    }
  })

  it('refuses a key that is not a point of the curve', async () => {
    await expect(seal(toBase64Url(new Uint8Array(65).fill(4)), utf8(''), utf8(''))).rejects.toThrow()
  })
})
