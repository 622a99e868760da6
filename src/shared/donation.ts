import * as v from 'valibot'
import { type Bytes, fromUtf8, sha256, utf8 } from './bytes.ts'
import { commitments } from './commitment.ts'
import { MoneySchema } from './money.ts'
import { open, seal } from './sealing.ts'
import type { PrivateJwk, PublicKey } from './signature.ts'

/** UUIDv7 (RFC 9562 section 5.7), lower case. */
export const DonationIdSchema = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
)
const base64Url = (min: number, max: number) =>
  v.pipe(v.string(), v.minLength(min), v.maxLength(max), v.regex(/^[A-Za-z0-9_-]+$/))
const slug = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/))

/** A day of the calendar, ISO 8601; the pattern alone would take 31 February. */
const day = v.pipe(
  v.string(),
  v.isoDate(),
  v.check((text) => {
    const at = new Date(`${text}T00:00:00Z`)
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
  }, 'no such day'),
)

/** What leaves the phone: open facts the gateway counts, and the donor's details sealed to the organisation. */
export const SealedDonationSchema = v.strictObject({
  id: DonationIdSchema,
  organisation: slug,
  amount: MoneySchema,
  commitment: v.picklist(commitments),
  /** ISO 8601 date a pledge is to be paid by. */
  due: v.optional(day),
  /** Id of a payment method of the edition's giving file. */
  method: slug,
  /** Id of the sealing key, see `keyId`. */
  keyId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  enc: base64Url(87, 87),
  ciphertext: base64Url(22, 12_000),
})
export type SealedDonation = v.InferOutput<typeof SealedDonationSchema>
export type DonationFacts = Omit<SealedDonation, 'enc' | 'ciphertext'>

/** What only the organisation can read. */
export const DonorDetailsSchema = v.object({
  name: v.optional(v.pipe(v.string(), v.maxLength(120))),
  contact: v.optional(v.pipe(v.string(), v.maxLength(200))),
  message: v.optional(v.pipe(v.string(), v.maxLength(1000))),
  /** Not to be named on screen. */
  anonymous: v.boolean(),
  residence: v.picklist(['home', 'overseas']),
  /** Declarations the donor agreed to: id, version and SHA-256 of the exact text shown. */
  declarations: v.array(v.object({ id: v.string(), version: v.number(), sha256: v.string() })),
  /** Id of a donation that was refused and for which this one is given anew: should both be recorded after all, only this one is meant. */
  replaces: v.optional(DonationIdSchema),
})
export type DonorDetails = v.InferOutput<typeof DonorDetailsSchema>

/** Associated data of the sealing: id, organisation, amount, currency, commitment, due date, method and key id. */
const associatedData = (facts: DonationFacts): Bytes =>
  utf8(
    JSON.stringify([
      facts.id,
      facts.organisation,
      facts.amount.currency,
      facts.amount.minor,
      facts.commitment,
      facts.due ?? null,
      facts.method,
      facts.keyId,
    ]),
  )

/** Seals a donation; from here on its bytes never change. */
export const sealDonation = async (
  facts: DonationFacts,
  details: DonorDetails,
  key: PublicKey,
): Promise<SealedDonation> => ({
  ...facts,
  ...(await seal(key, utf8(JSON.stringify(details)), associatedData(facts))),
})

/** The details of a sealed donation; throws where the key is another or an open fact was changed. */
export const openDonation = async (donation: SealedDonation, privateKey: PrivateJwk): Promise<DonorDetails> =>
  v.parse(
    DonorDetailsSchema,
    JSON.parse(fromUtf8(await open(privateKey, donation, associatedData(donation)))),
  )

/** The one byte form of a sealed donation: JSON, members in schema order. Two donations are the same when these bytes are. */
export const encodeDonation = (donation: SealedDonation): Bytes => {
  const { id, organisation, amount, commitment, due, method, keyId, enc, ciphertext } = donation
  const { currency, minor } = amount
  return utf8(
    JSON.stringify({
      id,
      organisation,
      amount: { currency, minor },
      commitment,
      due,
      method,
      keyId,
      enc,
      ciphertext,
    }),
  )
}

/** SHA-256 of `encodeDonation`, hexadecimal: what a receipt vouches for. */
export const donationDigest = async (donation: SealedDonation): Promise<string> =>
  sha256(encodeDonation(donation))

/** Most donations one `POST /v1/donations` may carry. */
export const batchLimit = 100
