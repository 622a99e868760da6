import * as v from 'valibot'
import { type Bytes, fromUtf8 } from '../../shared/bytes.ts'
import { encodeDonation, type SealedDonation, SealedDonationSchema } from '../../shared/donation.ts'
import type { Giving } from '../../shared/giving.ts'
import type { Money } from '../../shared/money.ts'
import { openReceipt, type SignedReceipt } from '../../shared/receipt.ts'
import type { Entry } from '../outbox/outbox.ts'
import { type VerifiedReceipt, verifyReceipt } from '../outbox/verified-receipt.ts'
import { type Letter, readLetters } from './envelope.ts'

/** What is to be said of one letter; the keys of `courierWords.news`. */
export type NewsKey =
  | 'notOurs'
  | 'newer'
  | 'damaged'
  | 'malformed'
  | 'otherOrganisation'
  | 'own'
  | 'carriedAlready'
  | 'conflict'
  | 'foreign'
  | 'noDonation'
  | 'otherBytes'
  | 'knownReceipt'
  | 'recorded'
  | 'recordedCarried'

/** What to do with one letter. */
export type Judged =
  /** Somebody else's donation that may be taken along. */
  | { kind: 'offer'; donation: SealedDonation }
  /** A receipt that belongs to a donation here, to be kept. */
  | { kind: 'receipt'; id: string; receipt: VerifiedReceipt; news: NewsKey; amount: Money }
  /** Nothing; say why. */
  | { kind: 'news'; news: NewsKey }

/** What a letter is judged by. */
export interface Here {
  giving: Pick<Giving, 'organisation' | 'gatewayKeys'>
  entries: readonly Entry[]
}

const news = (key: NewsKey): Judged => ({ kind: 'news', news: key })

/** The donation in frozen bytes, when they are its one byte form; else `null`. What is sent on is then exactly what came. */
const parseDonation = (bytes: Bytes): SealedDonation | null => {
  try {
    const text = fromUtf8(bytes)
    const parsed = v.safeParse(SealedDonationSchema, JSON.parse(text))
    return parsed.success && fromUtf8(encodeDonation(parsed.output)) === text ? parsed.output : null
  } catch {
    return null
  }
}

const sameBytes = (one: Bytes, other: Bytes): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at])

const judgeDonation = (bytes: Bytes, { giving, entries }: Here): Judged => {
  const donation = parseDonation(bytes)
  if (!donation) return news('malformed')
  const held = entries.find(({ id }) => id === donation.id)
  if (held) return news(!sameBytes(held.bytes, bytes) ? 'conflict' : held.carried ? 'carriedAlready' : 'own')
  return donation.organisation === giving.organisation
    ? { kind: 'offer', donation }
    : news('otherOrganisation')
}

const judgeReceipt = async (signed: SignedReceipt, { giving, entries }: Here): Promise<Judged> => {
  const receipt = await openReceipt(giving.gatewayKeys, signed)
  if (!receipt) return news('foreign')
  const entry = entries.find(({ id }) => id === receipt.id)
  if (!entry) return news('noDonation')
  const verified = await verifyReceipt(giving.gatewayKeys, entry, signed)
  if (!verified) return news('otherBytes')
  if (entry.state === 'recorded') return news('knownReceipt')
  const { id, amount, carried } = entry
  return { kind: 'receipt', id, amount, receipt: verified, news: carried ? 'recordedCarried' : 'recorded' }
}

const judge = (letter: Letter, here: Here): Judged | Promise<Judged> => {
  if (letter.kind === 'donation') return judgeDonation(letter.bytes, here)
  return letter.kind === 'receipt' ? judgeReceipt(letter.signed, here) : news(letter.kind)
}

/** Everything in a text, judged by this edition and what is on this phone. Changes nothing, never rejects, answers at least one thing. */
export const judgeText = async (text: string, here: Here): Promise<Judged[]> => {
  const letters = await readLetters(text)
  return letters.length > 0 ? Promise.all(letters.map((letter) => judge(letter, here))) : [news('notOurs')]
}
