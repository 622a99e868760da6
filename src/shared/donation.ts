import * as v from 'valibot'
import { type Bytes, fromUtf8, sha256, utf8 } from './bytes.ts'
import { commitments } from './commitment.ts'
import { MoneySchema } from './money.ts'
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
  /** Minor units the donor adds, so that the way of paying takes nothing off `amount`; what is paid is the sum of both. */
  fee: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  commitment: v.picklist(commitments),
  /** ISO 8601 date a pledge is to be paid by. */
  due: v.optional(day),
  /** Id of a payment method of the edition's giving file. */
  method: slug,
  /** Id of the sealing key, see `keyId`. */
  keyId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  /** `terms` of the giving file whose declarations were shown; which of them were agreed to is sealed. Says nothing of the donor. */
  terms: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  enc: base64Url(87, 87),
  ciphertext: base64Url(22, 12_000),
})
export type SealedDonation = v.InferOutput<typeof SealedDonationSchema>
export type DonationFacts = Omit<SealedDonation, 'enc' | 'ciphertext'>

/** Longest answer to a field of the edition's form, UTF-16 units. */
export const longestField = 200

/** What only the organisation can read. */
export const DonorDetailsSchema = v.object({
  name: v.optional(v.pipe(v.string(), v.maxLength(120))),
  contact: v.optional(v.pipe(v.string(), v.maxLength(200))),
  message: v.optional(v.pipe(v.string(), v.maxLength(1000))),
  /** Not to be named on screen. */
  anonymous: v.boolean(),
  residence: v.picklist(['home', 'overseas']),
  /** In whose honour or memory it is given. */
  tribute: v.optional(
    v.object({ kind: v.picklist(['honour', 'memory']), name: v.pipe(v.string(), v.maxLength(120)) }),
  ),
  /** Answers to the fields of the edition's form, by their ids; identity numbers plain (`plainIdentity`). */
  fields: v.optional(v.record(v.string(), v.pipe(v.string(), v.maxLength(longestField)))),
  /** Declarations the donor agreed to: id, version and SHA-256 of the exact text shown. */
  declarations: v.array(v.object({ id: v.string(), version: v.number(), sha256: v.string() })),
  /** Id of a donation that was refused and for which this one is given anew: should both be recorded after all, only this one is meant. */
  replaces: v.optional(DonationIdSchema),
})
export type DonorDetails = v.InferOutput<typeof DonorDetailsSchema>

/**
 * Associated data of the sealing: id, organisation, amount, currency, commitment, due date, method and key id; then fee and terms where
 * there are any, so that donations from before these have the data they were sealed with.
 */
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
      ...(facts.fee === undefined && facts.terms === undefined
        ? []
        : [facts.fee ?? null, facts.terms ?? null]),
    ]),
  )

/** HPKE is a third of the outbox, which sends, waits and takes back without it: it comes with the form (`give/load-form.ts`). */
const sealing = () => import('./sealing.ts')

/** Seals a donation; from here on its bytes never change. */
export const sealDonation = async (
  facts: DonationFacts,
  details: DonorDetails,
  key: PublicKey,
): Promise<SealedDonation> => {
  const { seal } = await sealing()
  return { ...facts, ...(await seal(key, utf8(JSON.stringify(details)), associatedData(facts))) }
}

/** The details of a sealed donation; throws where the key is another or an open fact was changed. */
export const openDonation = async (
  donation: SealedDonation,
  privateKey: PrivateJwk,
): Promise<DonorDetails> => {
  const { open } = await sealing()
  const details = await open(privateKey, donation, associatedData(donation))
  return v.parse(DonorDetailsSchema, JSON.parse(fromUtf8(details)))
}

/** The one byte form of a sealed donation: JSON, members in schema order. Two donations are the same when these bytes are. */
export const encodeDonation = (donation: SealedDonation): Bytes => {
  const { id, organisation, amount, fee, commitment, due, method, keyId, terms, enc, ciphertext } = donation
  const { currency, minor } = amount
  return utf8(
    JSON.stringify({
      id,
      organisation,
      amount: { currency, minor },
      fee,
      commitment,
      due,
      method,
      keyId,
      terms,
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
