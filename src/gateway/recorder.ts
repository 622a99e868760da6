import * as v from 'valibot'
import { type Bytes, sha256 } from '../shared/bytes.ts'
import { DonationIdSchema, encodeDonation, type SealedDonation } from '../shared/donation.ts'
import type { Giving } from '../shared/giving.ts'
import { ProblemError } from '../shared/problem.ts'
import { type DonationAnswer, signReceipt } from '../shared/receipt.ts'
import { remember } from '../shared/remember.ts'
import { keyId, type PrivateJwk } from '../shared/signature.ts'
import { type Refusal, readDonation, refusalOf } from './acceptance.ts'
import type { Entry, Ledger, Recorded } from './ledger.ts'
import { problemOf } from './problems.ts'

export interface RecorderOptions {
  ledger: Ledger
  giving: () => Promise<Giving>
  signingKey: PrivateJwk
  /** Donations being worked on at once, over all requests; beyond it, requests are asked to come back (429). */
  maxPending: number
  /** Clock, ms since the epoch. */
  now: () => number
}

/**
 * Records donations: one answer an input, in order. The same donation is answered with the same receipt for ever.
 * Rejects with `Unavailable` (nothing acknowledged) or `too-many-requests`.
 */
export type Recorder = (inputs: readonly unknown[]) => Promise<DonationAnswer[]>

interface Candidate {
  donation: SealedDonation
  bytes: Bytes
  digest: string
}

const refused = (id: string, refusal: Refusal): DonationAnswer => {
  const problem = problemOf(refusal)
  return { id, status: problem.status, problem }
}

const settled = (id: string, digest: string, held: Recorded): DonationAnswer =>
  held.digest === digest
    ? { id, status: 200, receipt: held.receipt }
    : refused(id, { key: 'different-bytes' })

/** The id an input claims, so that a refused item can be told apart; empty where it claims none. */
const claimedId = (input: unknown): string => {
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : undefined
  return v.is(DonationIdSchema, id) ? id : ''
}

const sealingKeyIdOf = remember((giving: Giving) => keyId(giving.sealingKey))

const isRefusal = (read: SealedDonation | Refusal): read is Refusal => 'key' in read

export const createRecorder = ({
  ledger,
  giving,
  signingKey,
  maxPending,
  now,
}: RecorderOptions): Recorder => {
  const sign = async ({ donation, bytes, digest }: Candidate): Promise<Entry> => {
    const recordedAt = new Date(now()).toISOString()
    const receipt = await signReceipt(signingKey, {
      id: donation.id,
      digest,
      amount: donation.amount,
      recordedAt,
    })
    return { donation, bytes, digest, receipt, recordedAt }
  }

  /** Answers candidates the ledger did not know a moment ago. */
  const recordNew = async (candidates: readonly Candidate[]): Promise<DonationAnswer[]> => {
    const rules = await giving()
    const sealingKeyId = await sealingKeyIdOf(rules)
    const judged = await Promise.all(
      candidates.map(
        async (candidate) => refusalOf(candidate.donation, rules, sealingKeyId) ?? sign(candidate),
      ),
    )
    const outcomes = await ledger.record(judged.filter((item) => 'receipt' in item))
    let next = 0
    return candidates.map(({ donation: { id }, digest }, index): DonationAnswer => {
      const item = judged[index]
      if (item && 'key' in item) return refused(id, item)
      const outcome = outcomes[next++]
      if (!item || !outcome) throw new TypeError('the ledger answered fewer outcomes than entries')
      return outcome.kind === 'recorded'
        ? { id, status: 201, receipt: item.receipt }
        : settled(id, digest, outcome.held)
    })
  }

  const answer = async (inputs: readonly unknown[]): Promise<DonationAnswer[]> => {
    const answers: DonationAnswer[] = []
    const candidates = new Map<number, Candidate>()
    for (const [index, input] of inputs.entries()) {
      const donation = readDonation(input)
      if (isRefusal(donation)) {
        answers[index] = refused(claimedId(input), donation)
        continue
      }
      const bytes = encodeDonation(donation)
      candidates.set(index, { donation, bytes, digest: await sha256(bytes) })
    }
    // Known ids first: whoever sends again gets the receipt, whatever the giving file says today.
    const known = await ledger.find([...candidates.values()].map(({ donation }) => donation.id))
    for (const [index, { donation, digest }] of candidates) {
      const held = known.get(donation.id)
      if (!held) continue
      answers[index] = settled(donation.id, digest, held)
      candidates.delete(index)
    }
    if (candidates.size > 0) {
      const fresh = await recordNew([...candidates.values()])
      for (const [place, index] of [...candidates.keys()].entries()) {
        const one = fresh[place]
        if (one) answers[index] = one
      }
    }
    return answers
  }

  let pending = 0
  return async (inputs) => {
    // A lone batch larger than the limit still passes, or it could never be sent.
    if (pending > 0 && pending + inputs.length > maxPending) throw new ProblemError('too-many-requests')
    pending += inputs.length
    try {
      return await answer(inputs)
    } finally {
      pending -= inputs.length
    }
  }
}
