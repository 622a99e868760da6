import { uuidv7 } from 'uuidv7'
import * as v from 'valibot'
import { sha256 } from '../../shared/bytes.ts'
import {
  type DonationFacts,
  type DonorDetails,
  encodeDonation,
  SealedDonationSchema,
  sealDonation,
} from '../../shared/donation.ts'
import type { Giving } from '../../shared/giving.ts'
import { ProblemError } from '../../shared/problem.ts'
import { referenceOf } from '../../shared/reference.ts'
import { keyId } from '../../shared/signature.ts'
import type { Entry } from './entry.ts'

/** The open facts of a donation as the form knows them, and a label that stays on the phone. */
export type Gift = Omit<DonationFacts, 'id' | 'organisation' | 'keyId'> & { label?: string }

/**
 * Seals a donation and freezes its bytes. The id and so the reference are made here, on the phone.
 * @param now ms since the epoch
 * @throws ProblemError `malformed` or `too-large` where no gateway would take it: nothing is kept that can't be sent
 */
export const newEntry = async (
  { label, ...gift }: Gift,
  details: DonorDetails,
  { organisation, sealingKey }: Pick<Giving, 'organisation' | 'sealingKey'>,
  now: number,
): Promise<Entry> => {
  const id = uuidv7()
  const facts: DonationFacts = { ...gift, id, organisation, keyId: await keyId(sealingKey) }
  const donation = await sealDonation(facts, details, sealingKey)
  const parsed = v.safeParse(SealedDonationSchema, donation)
  if (!parsed.success) {
    const field = v.getDotPath(parsed.issues[0]) ?? ''
    throw new ProblemError(field === 'ciphertext' ? 'too-large' : 'malformed', field)
  }
  const bytes = encodeDonation(donation)
  const { amount, fee, commitment, due, method } = gift
  return {
    id,
    bytes,
    digest: await sha256(bytes),
    amount,
    ...(fee === undefined ? {} : { fee }),
    commitment,
    ...(due === undefined ? {} : { due }),
    method,
    reference: referenceOf(id),
    ...(label ? { label } : {}),
    createdAt: now,
    state: 'sealed',
    attempts: 0,
  }
}
