import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { concat, toBase64Url, utf8 } from './bytes.ts'
import { currentKey, findSigner, type Keyring, keyringOf } from './keyring.ts'
import { growKeyring, parseRotations, type Rotation, rotationBytes } from './rotation.ts'
import { type PrivateJwk, publicKeyOf, sign } from './signature.ts'

const newKey = async (): Promise<PrivateJwk> => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
  return (await crypto.subtle.exportKey('jwk', pair.privateKey)) as unknown as PrivateJwk
}
const rotation = async (
  from: PrivateJwk,
  to: PrivateJwk,
  edition: number,
  {
    organisation = 'lantern',
    role = 'content' as Rotation['role'],
    byOld = from,
    byNew = to,
    issued = '2031-01-01T00:00:00Z',
  } = {},
): Promise<Rotation> => {
  const facts = { role, from: publicKeyOf(from), to: publicKeyOf(to), issued, edition }
  const bytes = rotationBytes(organisation, facts)
  return {
    ...facts,
    byOld: toBase64Url(await sign(byOld, bytes)),
    byNew: toBase64Url(await sign(byNew, bytes)),
  }
}

/** Five keys, each handing over to the next at editions 2, 4, 6 and 8. */
let keys: PrivateJwk[]
let links: Rotation[]
let donation: PrivateJwk
beforeAll(async () => {
  keys = await Promise.all(Array.from({ length: 5 }, newKey))
  donation = await newKey()
  links = await Promise.all([0, 1, 2, 3].map((n) => rotation(keys[n]!, keys[n + 1]!, 2 * (n + 1))))
})
const root = (n: number) => ({
  id: 'lantern',
  contentKey: publicKeyOf(keys[n]!),
  donationKey: publicKeyOf(donation),
})
const trusting = (n: number, said: readonly Rotation[] = []): Promise<Keyring> =>
  growKeyring(keyringOf(root(n)), said)
const nth = (ring: Keyring) => keys.findIndex((key) => publicKeyOf(key) === currentKey(ring.content))

describe('keys that change', () => {
  it('are followed from any of them, in any order, forward to the one in force and back to the first', async () => {
    const picks = fc.record({ root: fc.nat(4), order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }) })
    await fc.assert(
      fc.asyncProperty(picks, async ({ root, order }) => {
        const ring = await growKeyring(
          await trusting(root),
          order.map((n) => links[n]!),
        )
        expect(ring.content.map(({ until }) => until)).toEqual([2, 4, 6, 8, Number.POSITIVE_INFINITY])
        expect(nth(ring)).toBe(4)
        expect(ring.content.map(({ ended }) => ended)).toEqual([
          ...links.map(({ issued }) => issued),
          undefined,
        ])
        expect(ring.donation).toHaveLength(1)
      }),
      { numRuns: 40 },
    )
  })
  it('are followed as far as the chain is whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([0, 1, 2, 3]), async (kept) => {
        const ring = await growKeyring(
          await trusting(0),
          kept.map((n) => links[n]!),
        )
        const firstGap = [0, 1, 2, 3, 4].find((n) => !kept.includes(n))!
        expect(nth(ring)).toBe(firstGap)
      }),
      { numRuns: 16 },
    )
  })
  it('are not followed where any bit of either signature, of the keys or of the facts is another', async () => {
    const [link] = links as [Rotation]
    const flip = (text: string, at: number) => {
      const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
      // Not the last digit: the low bits of it mean nothing in base64url.
      const place = at % (text.length - 1)
      const other = digits[(digits.indexOf(text[place]!) + 1) % 64]
      return text.slice(0, place) + other + text.slice(place + 1)
    }
    const spoil = fc.record({ member: fc.constantFrom('byOld', 'byNew', 'to'), at: fc.nat() })
    await fc.assert(
      fc.asyncProperty(spoil, async ({ member, at }) => {
        const changed = { ...link, [member]: flip(link[member as 'byOld'], at) }
        expect(nth(await growKeyring(await trusting(0), [changed]))).toBe(0)
      }),
      { numRuns: 100 },
    )
    for (const changed of [{ edition: 3 }, { issued: '2031-01-02T00:00:00Z' }, { role: 'donation' as const }])
      expect(nth(await growKeyring(await trusting(0), [{ ...link, ...changed }]))).toBe(0)
    // One key in both roles: a statement for the one is none for the other.
    const both = publicKeyOf(keys[0]!)
    const ring = keyringOf({ id: 'lantern', contentKey: both, donationKey: both })
    expect(await growKeyring(ring, [{ ...link, role: 'donation' }])).toBe(ring)
  })
  it.each([
    ['the old key did not sign', () => rotation(keys[0]!, keys[1]!, 2, { byOld: keys[1]! })],
    ['the new key did not sign', () => rotation(keys[0]!, keys[1]!, 2, { byNew: keys[0]! })],
    ['another organisation made it', () => rotation(keys[0]!, keys[1]!, 2, { organisation: 'other' })],
  ])('are not followed where %s', async (_why, make) => {
    expect(nth(await growKeyring(await trusting(0), [await make()]))).toBe(0)
  })
  it('do not fork: once a change was accepted, another one from the same old key joins nothing', async () => {
    const thief = await newKey()
    const theirs = await rotation(keys[0]!, thief, 2)
    const ring = await trusting(0, [links[0]!])
    expect(await growKeyring(ring, [theirs])).toBe(ring)
  })
  it('neither go round in a circle nor back in time', async () => {
    const back = await rotation(keys[1]!, keys[0]!, 3)
    const ring = await growKeyring(await trusting(0), [links[0]!, back])
    expect(nth(ring)).toBe(1)
    const early = await rotation(keys[1]!, keys[2]!, 1)
    expect(nth(await growKeyring(ring, [early]))).toBe(1)
  })
})

describe('the keys an app knows', () => {
  const first = (n: number) => publicKeyOf(keys[n]!)
  it('are its own, and those accepted since where they lead on from there', async () => {
    const accepted = await trusting(0, links.slice(0, 2))
    for (const n of [0, 1, 2]) expect(keyringOf(root(n), accepted).content).toEqual(accepted.content)
    expect(keyringOf(root(3), accepted).content).toEqual([{ key: first(3), until: Number.POSITIVE_INFINITY }])
  })
  it('have the ones before them, as the app was built', async () => {
    const former = [{ role: 'content', key: first(0), until: 2, ended: '2031-01-01T00:00:00Z' }] as const
    const ring = keyringOf({ ...root(1), former })
    expect(ring).toEqual({ ...(await trusting(0, [links[0]!])), donation: ring.donation })
    expect(ring.donation).toHaveLength(1)
  })
  it('are settled by an update of the app, for a phone that had met a thief first', async () => {
    const thief = await newKey()
    const robbed = await trusting(0, [await rotation(keys[0]!, thief, 2)])
    expect(currentKey(robbed.content)).toBe(publicKeyOf(thief))
    expect(nth(keyringOf(root(1), robbed))).toBe(1)
  })
})

describe('the signer of a message', () => {
  const message = utf8('{"format":"sada-edition/1"}')
  it('is found among several signatures, with the one that is theirs', async () => {
    const ring = await trusting(0, links)
    const [mine, other] = [await sign(keys[4]!, message), await sign(donation, message)]
    for (const signatures of [mine, concat(other, mine), concat(mine, other)])
      expect(await findSigner(ring.content, message, signatures)).toEqual({
        key: publicKeyOf(keys[4]!),
        until: Number.POSITIVE_INFINITY,
        signature: mine,
      })
    expect(await findSigner(ring.content, message, other)).toBeNull()
    expect(await findSigner(ring.content, message, mine.slice(1))).toBeNull()
    expect(await findSigner(ring.content, message, new Uint8Array(0))).toBeNull()
  })
  it('is an earlier key too, and until when it signed', async () => {
    const ring = await trusting(0, links)
    expect(await findSigner(ring.content, message, await sign(keys[1]!, message))).toMatchObject({ until: 4 })
  })
})

it('reads statements of this organisation only, and none of what is no such file', () => {
  const file = (value: unknown) => utf8(JSON.stringify(value))
  const good = { format: 'sada-rotations/1', organisation: 'lantern', rotations: links }
  expect(parseRotations(file(good), 'lantern')).toEqual(links)
  expect(parseRotations(file({ ...good, organisation: 'other' }), 'lantern')).toEqual([])
  expect(parseRotations(file({ ...good, rotations: [{ ...links[0], edition: 0 }] }), 'lantern')).toEqual([])
  expect(parseRotations(utf8('<!doctype html>'), 'lantern')).toEqual([])
  expect(parseRotations(Uint8Array.of(0xff), 'lantern')).toEqual([])
})
