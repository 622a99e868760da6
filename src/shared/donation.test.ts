import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { generateKey } from '../organiser/keys/new-keys.ts'
import { fromUtf8, utf8 } from './bytes.ts'
import { commitments } from './commitment.ts'
import {
  type DonationFacts,
  type DonorDetails,
  donationDigest,
  encodeDonation,
  openDonation,
  SealedDonationSchema,
  sealDonation,
} from './donation.ts'
import { FieldIdSchema } from './form.ts'
import { seal } from './sealing.ts'
import { keyId, publicKeyOf } from './signature.ts'

const details = fc.record<DonorDetails>(
  {
    name: fc.string({ unit: 'grapheme', maxLength: 40 }),
    contact: fc.string({ maxLength: 200 }),
    message: fc.string({ unit: 'grapheme', maxLength: 200 }),
    anonymous: fc.boolean(),
    residence: fc.constantFrom('home', 'overseas'),
    tribute: fc.record({
      kind: fc.constantFrom('honour', 'memory'),
      name: fc.string({ unit: 'grapheme', maxLength: 40 }),
    }),
    fields: fc.dictionary(
      fc.stringMatching(/^[a-z0-9-]{1,64}$/).filter((id) => v.is(FieldIdSchema, id)),
      fc.string({ maxLength: 60 }),
    ),
    declarations: fc.constant([{ id: 'own-funds', version: 1, sha256: 'ab' }]),
  },
  { requiredKeys: ['anonymous', 'residence', 'declarations'] },
)

const key = await generateKey()
const publicKey = publicKeyOf(key)
const sealingKey = await keyId(publicKey)
const facts = fc.record(
  {
    id: fc.constant(null).map(() => uuidv7()),
    organisation: fc.constant('lantern-assembly'),
    amount: fc.record({
      currency: fc.constantFrom('PKR', 'USD'),
      minor: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    }),
    fee: fc.integer({ min: 1, max: 100_000 }),
    terms: fc.integer({ min: 1, max: 9 }),
    commitment: fc.constantFrom(...commitments),
    due: fc.constant('2024-02-29'),
    method: fc.constant('bank'),
    keyId: fc.constant(sealingKey),
  },
  { requiredKeys: ['id', 'organisation', 'amount', 'commitment', 'method', 'keyId'] },
) as fc.Arbitrary<DonationFacts>

describe('a sealed donation', () => {
  it('is valid, opens to what was sealed, and has one byte form that survives a parse', () =>
    fc.assert(
      fc.asyncProperty(facts, details, async (open, secret) => {
        const sealed = await sealDonation(open, secret, publicKey)
        const bytes = encodeDonation(sealed)
        const parsed = v.parse(SealedDonationSchema, JSON.parse(fromUtf8(bytes)))
        expect([...encodeDonation(parsed)]).toEqual([...bytes])
        expect(await donationDigest(parsed)).toBe(await donationDigest(sealed))
        expect(await openDonation(parsed, key)).toEqual(secret)
      }),
      { numRuns: 30 },
    ))

  it('opens as it was sealed before there were fees and terms', async () => {
    const old = { ...fc.sample(facts, 1)[0]!, due: undefined, fee: undefined, terms: undefined }
    const { id, organisation, amount, commitment, method, keyId: key8 } = old
    const members = [id, organisation, amount.currency, amount.minor, commitment, null, method, key8]
    const plain = { name: 'Zari Gul', anonymous: false, residence: 'home', declarations: [] }
    const sealed = await seal(publicKey, utf8(JSON.stringify(plain)), utf8(JSON.stringify(members)))
    const donation = { id, organisation, amount, commitment, method, keyId: key8, ...sealed }
    expect(v.is(SealedDonationSchema, donation)).toBe(true)
    expect(await openDonation(donation, key)).toEqual(plain)
    expect(fromUtf8(encodeDonation(donation))).toBe(JSON.stringify(donation))
  })

  it('does not carry the donor in clear', async () => {
    const [open] = fc.sample(facts, 1)
    const secret = { name: 'Zari Gul', anonymous: true, residence: 'home', declarations: [] } as const
    const text = fromUtf8(
      encodeDonation(await sealDonation(open!, { ...secret, declarations: [] }, publicKey)),
    )
    expect(text).not.toContain('Zari')
    expect(text).not.toContain('anonymous')
  })

  it('does not open once any open fact was changed', async () => {
    const [open] = fc.sample(facts, 1)
    const sealed = await sealDonation(
      { ...open!, fee: 7, terms: 3 },
      { anonymous: false, residence: 'home', declarations: [] },
      publicKey,
    )
    const changes = [
      { fee: 8 },
      { fee: undefined },
      { terms: 2 },
      { fee: undefined, terms: undefined },
      { id: uuidv7() },
      { organisation: 'other' },
      { amount: { ...sealed.amount, minor: sealed.amount.minor === 1 ? 2 : sealed.amount.minor - 1 } },
      { amount: { ...sealed.amount, currency: 'EUR' } },
      { commitment: sealed.commitment === 'now' ? 'monthly' : 'now' },
      { due: '2031-01-01' },
      { method: 'other' },
      { keyId: '0000000000000000' },
    ] as const
    for (const change of changes)
      await expect(openDonation({ ...sealed, ...change }, key), JSON.stringify(change)).rejects.toThrow()
    await expect(openDonation(sealed, key)).resolves.toBeTruthy()
  })

  it.each([
    ['an id that is no UUIDv7', { id: '018ce5f0-0a1b-4000-8000-000000000001' }],
    ['an upper-case id', { id: '018CE5F0-0A1B-7000-8000-000000000001' }],
    ['a day that does not exist', { due: '2023-02-29' }],
    ['an amount of nothing', { amount: { currency: 'PKR', minor: 0 } }],
    ['a fee of nothing', { fee: 0 }],
    ['a fraction of a paisa', { amount: { currency: 'PKR', minor: 0.5 } }],
    ['a member nobody knows', { name: 'Zari Gul' }],
    ['a short encapsulated key', { enc: 'AAAA' }],
  ])('is refused with %s', async (_, change) => {
    const [open] = fc.sample(facts, 1)
    const sealed = await sealDonation(
      open!,
      { anonymous: false, residence: 'home', declarations: [] },
      publicKey,
    )
    expect(v.safeParse(SealedDonationSchema, sealed).success).toBe(true)
    expect(v.safeParse(SealedDonationSchema, { ...sealed, ...change }).success).toBe(false)
  })
})
