import { p256 } from '@noble/curves/nist.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateKey } from '../organiser/keys/new-keys.ts'
import { fromBase64Url, toBase64Url, utf8 } from './bytes.ts'
import { fingerprint, keyId, openJws, publicKeyOf, sign, signJws, verify } from './signature.ts'

const key = await generateKey()
const publicKey = publicKeyOf(key)
const message = utf8('صدا')

describe('sign and verify', () => {
  it('accepts what another implementation signed, and the other way round', async () => {
    const point = fromBase64Url(publicKey)
    const theirs = p256.sign(message, fromBase64Url(key.d), { lowS: false })
    expect(await verify(publicKey, message, theirs)).toBe(true)
    expect(p256.verify(await sign(key, message), message, point, { lowS: false })).toBe(true)
  })

  it('refuses any changed byte of message or signature', async () => {
    const signature = await sign(key, message)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 63 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bent = signature.slice()
        bent[at]! ^= change
        expect(await verify(publicKey, message, bent)).toBe(false)
        const other = message.slice()
        other[at % other.length]! ^= change
        expect(await verify(publicKey, other, signature)).toBe(false)
      }),
      { numRuns: 50 },
    )
  })

  it('answers false, not an exception, to malformed keys and signatures', async () => {
    expect(await verify('', message, new Uint8Array(64))).toBe(false)
    expect(await verify('not base64url!', message, new Uint8Array(64))).toBe(false)
    expect(await verify(publicKey, message, new Uint8Array(3))).toBe(false)
  })
})

describe('keyId', () => {
  it('is 16 digits, read aloud in fours', async () => {
    const id = await keyId(publicKey)
    expect(id).toMatch(/^[0-9a-f]{16}$/)
    expect(fingerprint('0123456789abcdef')).toBe('0123 4567 89ab cdef')
  })
})

describe('JWS', () => {
  it('opens with the key that signed and with no other', async () => {
    const jws = await signJws(key, await keyId(publicKey), message)
    expect(await openJws(publicKey, jws)).toEqual(message)
    expect(await openJws(publicKeyOf(await generateKey()), jws)).toBeNull()
  })

  it.each(['', 'a.b', 'a.b.c', 'a.b.c.d', '..', 'bnVsbA.bnVsbA.bnVsbA'])('refuses %j', async (text) =>
    expect(await openJws(publicKey, text)).toBeNull(),
  )

  it('refuses another algorithm, even under a good signature', async () => {
    const header = toBase64Url(utf8(JSON.stringify({ alg: 'none' })))
    const input = `${header}.${toBase64Url(message)}`
    const signature = toBase64Url(await sign(key, utf8(input)))
    expect(await openJws(publicKey, `${input}.${signature}`)).toBeNull()
  })
})
