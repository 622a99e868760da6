import { uuidv7 } from 'uuidv7'
import * as v from 'valibot'
import { sha256 } from '../../shared/bytes.ts'
import {
  type DonationFacts,
  type DonorDetails,
  encodeDonation,
  type SealedDonation,
  SealedDonationSchema,
  sealDonation,
} from '../../shared/donation.ts'
import type { Giving } from '../../shared/giving.ts'
import { ProblemError } from '../../shared/problem.ts'
import { referenceOf } from '../../shared/reference.ts'
import { keyId } from '../../shared/signature.ts'
import type { Entry } from './entry.ts'

/** The open facts of a donation as the form knows them, a label that stays on the phone, and the id of the one it is given for anew. */
export type Gift = Omit<DonationFacts, 'id' | 'organisation' | 'keyId'> & {
  label?: string
  replaces?: string
}

/** What an entry takes from the sealed donation itself, the same on the donor's phone and on a courier's. */
const entryOf = async (donation: SealedDonation, now: number): Promise<Entry> => {
  const { id, amount, fee, commitment, due, method } = donation
  const bytes = encodeDonation(donation)
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
    createdAt: now,
    state: 'sealed',
    attempts: 0,
  }
}

/**
 * Seals a donation and freezes its bytes. The id and so the reference are made here, on the phone.
 * @param now ms since the epoch
 * @throws ProblemError `malformed` or `too-large` where no gateway would take it: nothing is kept that can't be sent
 */
export const newEntry = async (
  { label, replaces, ...gift }: Gift,
  details: DonorDetails,
  { organisation, sealingKey }: Pick<Giving, 'organisation' | 'sealingKey'>,
  now: number,
): Promise<Entry> => {
  const id = uuidv7()
  const facts: DonationFacts = { ...gift, id, organisation, keyId: await keyId(sealingKey) }
  const donation = await sealDonation(facts, replaces ? { ...details, replaces } : details, sealingKey)
  const parsed = v.safeParse(SealedDonationSchema, donation)
  if (!parsed.success) {
    const field = v.getDotPath(parsed.issues[0]) ?? ''
    throw new ProblemError(field === 'ciphertext' ? 'too-large' : 'malformed', field)
  }
  return {
    ...(await entryOf(donation, now)),
    ...(label ? { label } : {}),
    ...(replaces ? { replaces } : {}),
  }
}

/** Somebody else's donation as an entry of this phone, to be sent on as it is. @param now ms since the epoch */
export const carriedEntry = async (donation: SealedDonation, now: number): Promise<Entry> => ({
  ...(await entryOf(donation, now)),
  carried: true,
})
