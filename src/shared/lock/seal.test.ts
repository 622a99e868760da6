import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bytes, sha256, utf8 } from '../bytes.ts'
import { lockKeyHash, openSealed, sealedName, sealFile, sealOverhead } from './seal.ts'

const bytes = (options: { minLength?: number; maxLength?: number }) =>
  fc.uint8Array(options).map((one) => new Uint8Array(one))
const key = bytes({ minLength: 16, maxLength: 16 })
const here = 'sealed/at-nine/a.bin'
const flipped = (of: Bytes, at: number): Bytes => {
  const copy = of.slice()
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

describe('a sealed file', () => {
  it('opens with its key to the bytes it was made of, and is the same whenever it is made', async () => {
    await fc.assert(
      fc.asyncProperty(key, bytes({ maxLength: 3000 }), async (secret, plain) => {
        const { sealed, content } = await sealFile(secret, here, plain)
        expect(sealed).toHaveLength(plain.length + sealOverhead)
        expect(await openSealed(secret, content, sealed)).toEqual(plain)
        expect(await sealFile(secret, here, plain)).toEqual({ sealed, content })
      }),
      { numRuns: 50 },
    )
  })

  it('does not open tampered with, cut, longer, by another key, in another’s place, or as something else', async () => {
    await fc.assert(
      fc.asyncProperty(
        key,
        key,
        bytes({ minLength: 1, maxLength: 300 }),
        fc.nat(),
        async (secret, other, plain, at) => {
          fc.pre(secret.join() !== other.join())
          const { sealed, content } = await sealFile(secret, here, plain)
          expect(await openSealed(secret, content, flipped(sealed, at % sealed.length))).toBeNull()
          expect(await openSealed(secret, content, sealed.slice(0, -1))).toBeNull()
          expect(await openSealed(secret, content, sealed.slice(0, at % sealOverhead))).toBeNull()
          expect(await openSealed(secret, content, new Uint8Array([...sealed, 0]))).toBeNull()
          expect(await openSealed(other, content, sealed)).toBeNull()
          expect(await openSealed(secret, { ...content, path: 'sealed/at-nine/b.bin' }, sealed)).toBeNull()
          expect(await openSealed(secret, { ...content, bytes: plain.length + 1 }, sealed)).toBeNull()
          expect(await openSealed(secret, { ...content, sha256: await sha256(plain) }, sealed)).toBeNull()
          const swapped = await sealFile(secret, 'sealed/at-nine/b.bin', plain)
          expect(await openSealed(secret, content, swapped.sealed)).toBeNull()
        },
      ),
      { numRuns: 50 },
    )
  })

  it('is sealed anew, not with the same nonce, where its text is mended', async () => {
    const secret = new Uint8Array(16).fill(3)
    const [before, after] = await Promise.all(
      ['We promise one thing.', 'We promise ten things'].map((text) => sealFile(secret, here, utf8(text))),
    )
    // With one nonce for both, the two sealed texts would differ exactly where the texts do.
    const same = before!.sealed.filter((byte, i) => byte === after!.sealed[i]).length
    expect(same).toBeLessThan(8)
  })

  it('tells nothing of what is inside to whoever guesses it', async () => {
    const guess = utf8('We promise one thing.')
    const { content } = await sealFile(new Uint8Array(16).fill(3), here, guess)
    const other = await sealFile(new Uint8Array(16).fill(4), here, guess)
    expect(content.sha256).not.toBe(await sha256(guess))
    expect(content.sha256).not.toBe(other.content.sha256)
    const elsewhere = await sealFile(new Uint8Array(16).fill(3), 'sealed/at-nine/b.bin', guess)
    expect(content.sha256).not.toBe(elsewhere.content.sha256)
  })
})

describe('the format, written down a second time', () => {
  const derive = async (secret: Bytes, info: string, length: number) => {
    const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
    const how = { name: 'HKDF', hash: 'SHA-256', salt: utf8('sada-lock/1'), info: utf8(info) }
    return new Uint8Array(await crypto.subtle.deriveBits(how, material, length * 8))
  }
  /** Seals by hand under a hash that may be a lie. */
  const sealedUnder = async (secret: Bytes, hash: string, plain: Bytes) => {
    const both = await derive(secret, `file ${here}\n${hash}`, 28)
    const cipher = await crypto.subtle.importKey('raw', both.slice(0, 16), 'AES-GCM', false, ['encrypt'])
    return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: both.slice(16) }, cipher, plain))
  }
  const secret = new Uint8Array(16).fill(5)
  const plain = utf8('Nine o’clock.')

  it('is what is sealed', async () => {
    const { sealed, content } = await sealFile(secret, here, plain)
    expect(content.sha256).toBe(
      await sha256(new Uint8Array([...(await derive(secret, `salt ${here}`, 32)), ...plain])),
    )
    expect(await sealedUnder(secret, content.sha256, plain)).toEqual(sealed)
  })

  it('is refused where the hash of what is inside is a lie, though key and tag are right', async () => {
    const lie = '0'.repeat(64)
    const sealed = await sealedUnder(secret, lie, plain)
    expect(await openSealed(secret, { path: here, bytes: plain.length, sha256: lie }, sealed)).toBeNull()
  })
})

describe('names and hashes', () => {
  it('depend on the key, and on nothing that could be looked up', async () => {
    await fc.assert(
      fc.asyncProperty(key, key, async (a, b) => {
        fc.pre(a.join() !== b.join())
        expect(await lockKeyHash(a)).not.toBe(await lockKeyHash(b))
        expect(await lockKeyHash(a)).not.toBe(await sha256(a))
        expect(await sealedName(a, 'en.md')).toMatch(/^[0-9a-f]{16}$/)
        expect(await sealedName(a, 'en.md')).not.toBe(await sealedName(a, 'ur.md'))
        expect(await sealedName(a, 'en.md')).not.toBe(await sealedName(b, 'en.md'))
      }),
      { numRuns: 30 },
    )
  })
})
