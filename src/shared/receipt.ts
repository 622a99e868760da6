import * as v from 'valibot'
import { fromUtf8, utf8 } from './bytes.ts'
import { DonationIdSchema } from './donation.ts'
import { MoneySchema } from './money.ts'
import { remember } from './remember.ts'
import { keyId, openJws, type PrivateJwk, type PublicKey, publicKeyOf, signJws } from './signature.ts'

/** The gateway's word that it has recorded a donation. Recorded is not paid. */
export const ReceiptSchema = v.object({
  /** The donation's id. */
  id: DonationIdSchema,
  /** `donationDigest` of the recorded donation. */
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  amount: MoneySchema,
  /** Gateway's clock, ISO 8601 UTC. */
  recordedAt: v.pipe(v.string(), v.isoTimestamp()),
})
export type Receipt = v.InferOutput<typeof ReceiptSchema>

/** A receipt as it travels: compact JWS, ES256. */
export type SignedReceipt = string

const signerId = remember((privateKey: PrivateJwk) => keyId(publicKeyOf(privateKey)))

export const signReceipt = async (privateKey: PrivateJwk, receipt: Receipt): Promise<SignedReceipt> =>
  signJws(privateKey, await signerId(privateKey), utf8(JSON.stringify(receipt)))

const parseReceipt = (payload: Uint8Array): Receipt | null => {
  try {
    const parsed = v.safeParse(ReceiptSchema, JSON.parse(fromUtf8(payload)))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

/** The receipt inside, when one of the gateway's keys signed it; else, or where it is no receipt, `null`. */
export const openReceipt = async (
  keys: readonly PublicKey[],
  signed: SignedReceipt,
): Promise<Receipt | null> => {
  for (const key of keys) {
    const payload = await openJws(key, signed)
    if (payload) return parseReceipt(payload)
  }
  return null
}

/** Answer to one donation of `POST /v1/donations`. */
export interface DonationAnswer {
  id: string
  /** 201 recorded now, 200 recorded before, 4xx/5xx as an HTTP status. */
  status: number
  receipt?: SignedReceipt
  problem?: import('./problem.ts').Problem
}
