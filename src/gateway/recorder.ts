import * as v from 'valibot'
import { type Bytes, sha256 } from '../shared/bytes.ts'
import { DonationIdSchema, encodeDonation, type SealedDonation } from '../shared/donation.ts'
import type { Giving } from '../shared/giving.ts'
import { type DonationAnswer, signReceipt } from '../shared/receipt.ts'
import { remember } from '../shared/remember.ts'
import { keyId, type PrivateJwk } from '../shared/signature.ts'
import { type Refusal, readDonation, refusalOf } from './acceptance.ts'
import { ComeBack, spread } from './come-back.ts'
import type { Entry, Ledger, Recorded } from './ledger.ts'
import type { Metrics } from './metrics.ts'
import { problemOf } from './problems.ts'
import type { TokenBuckets } from './token-buckets.ts'

export interface RecorderOptions {
  ledger: Ledger
  giving: () => Promise<Giving>
  signingKey: PrivateJwk
  /** Donations being worked on at once, over all requests; beyond it, requests are asked to come back (429). */
  maxPending: number
  /** What one sender may add. */
  buckets: TokenBuckets
  /** Told of every donation's answer, and of what was turned away. */
  metrics: Pick<Metrics, 'donations' | 'turnedAway'>
  /** Clock, ms since the epoch. */
  now: () => number
}

export interface Recording {
  /** One an input, in order. */
  answers: DonationAnswer[]
  /** Seconds after which those answered 429 may be sent again; `null` where none was. */
  retryAfter: number | null
}

export interface Recorder {
  /**
   * Records donations. The same donation is answered with the same receipt for ever, also to a sender who has sent too many.
   * Rejects with `Unavailable` or `ComeBack`; then nothing was acknowledged.
   * @param sender who is counted for new donations, see `senderOf`; `null`: nobody
   */
  record(inputs: readonly unknown[], sender: string | null): Promise<Recording>
  /** Donations in work now. */
  readonly pending: number
}

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
  buckets,
  metrics,
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

  /** Takes away what is too much of one sender, last first, and answers it 429; the seconds until it may come again. */
  const turnAway = (
    candidates: Map<number, Candidate>,
    answers: DonationAnswer[],
    sender: string,
  ): number | null => {
    const granted = buckets.take(sender, candidates.size)
    const rest = [...candidates].slice(granted)
    if (rest.length === 0) return null
    for (const [index, { donation }] of rest) {
      answers[index] = refused(donation.id, { key: 'too-many-requests' })
      candidates.delete(index)
    }
    metrics.turnedAway('address')
    const seconds = buckets.wait(sender, rest.length)
    return Math.ceil(seconds) + spread(seconds)
  }

  const answer = async (inputs: readonly unknown[], sender: string | null): Promise<Recording> => {
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
    const retryAfter = sender === null ? null : turnAway(candidates, answers, sender)
    if (candidates.size > 0) {
      const fresh = await recordNew([...candidates.values()])
      for (const [place, index] of [...candidates.keys()].entries()) {
        const one = fresh[place]
        if (one) answers[index] = one
      }
    }
    return { answers, retryAfter }
  }

  let pending = 0
  return {
    get pending() {
      return pending
    },
    async record(inputs, sender) {
      // A lone batch larger than the limit still passes, or it could never be sent.
      if (pending > 0 && pending + inputs.length > maxPending) {
        metrics.turnedAway('busy')
        throw new ComeBack(429, spread(pending / slowest))
      }
      pending += inputs.length
      try {
        const recording = await answer(inputs, sender)
        for (const { status } of recording.answers) metrics.donations(outcomeOf(status), 1)
        return recording
      } finally {
        pending -= inputs.length
      }
    },
  }
}

/** Donations a second of a small machine, to guess how long a queue takes. */
const slowest = 500

const outcomeOf = (status: number) =>
  status === 201 ? 'recorded' : status === 200 ? 'known' : status === 429 ? 'later' : 'refused'
