import * as v from 'valibot'
import { fromUtf8, utf8 } from './bytes.ts'
import { DonationIdSchema } from './donation.ts'
import { keyId, openJws, type PrivateJwk, type PublicKey, publicKeyOf, signJws } from './signature.ts'

const minor = v.pipe(v.number(), v.safeInteger())

/** The gateway's word on what has arrived for a recorded donation, by card or at the bank. Unlike a receipt it changes. */
export const PaidSchema = v.object({
  /** Tells it from whatever else the gateway signs. */
  kind: v.literal('paid'),
  /** The donation's id. */
  id: DonationIdSchema,
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  /** Minor units that have arrived, what went back taken off. */
  paid: minor,
  /** Minor units that are due still; 0: nothing. */
  due: v.pipe(minor, v.minValue(0)),
  /** Gateway's clock, ISO 8601 UTC. */
  asOf: v.pipe(v.string(), v.isoTimestamp()),
})
export type Paid = v.InferOutput<typeof PaidSchema>

/** Answer of `GET /v1/donations/{id}/paid`. */
export const PaidAnswerSchema = v.object({
  /** Compact JWS of a `Paid`. */
  paid: v.pipe(v.string(), v.maxLength(2000)),
})

export const signPaid = async (privateKey: PrivateJwk, paid: Paid): Promise<string> =>
  signJws(privateKey, await keyId(publicKeyOf(privateKey)), utf8(JSON.stringify(paid)))

/** What is said of this donation, when one of the gateway's keys signed it; else `null`. */
export const openPaid = async (
  keys: readonly PublicKey[],
  signed: string,
  donation: string,
): Promise<Paid | null> => {
  for (const key of keys) {
    const payload = await openJws(key, signed)
    if (!payload) continue
    try {
      const parsed = v.safeParse(PaidSchema, JSON.parse(fromUtf8(payload)))
      return parsed.success && parsed.output.id === donation ? parsed.output : null
    } catch {
      return null
    }
  }
  return null
}
