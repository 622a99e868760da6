import * as v from 'valibot'
import { type DonationFacts, type SealedDonation, SealedDonationSchema } from '../shared/donation.ts'
import type { Giving } from '../shared/giving.ts'
import type { ProblemKey } from '../shared/problem.ts'

/** Why a donation is not recorded. `detail` names what is wrong, never what was sent. */
export interface Refusal {
  key: ProblemKey
  detail?: string
}

/** A donation out of whatever JSON came in. */
export const readDonation = (input: unknown): SealedDonation | Refusal => {
  const parsed = v.safeParse(SealedDonationSchema, input, { abortEarly: true })
  if (parsed.success) return parsed.output
  const path = v.getDotPath(parsed.issues[0])
  return { key: 'malformed', detail: `not a donation${path ? `: ${path.slice(0, 60)}` : ''}` }
}

/**
 * The rules a *new* donation is held to: this organisation, its sealing key, and a method, currency, commitment and amount its
 * giving file offers. `null`: to be recorded.
 * @param sealingKeyId `keyId(giving.sealingKey)`
 */
export const refusalOf = (
  { organisation, keyId, method, amount, fee = 0, commitment, terms = 1 }: DonationFacts,
  giving: Giving,
  sealingKeyId: string,
): Refusal | null => {
  if (organisation !== giving.organisation) return { key: 'unknown-organisation' }
  if (keyId !== sealingKeyId) return { key: 'unknown-sealing-key' }
  const limits = giving.currencies.find(({ code }) => code === amount.currency)
  if (!limits) return { key: 'unknown-currency' }
  const offered = giving.methods.find(({ id }) => id === method)
  if (!offered) return { key: 'unknown-method' }
  if (offered.currency !== amount.currency)
    return { key: 'unknown-method', detail: 'this method takes another currency' }
  if (!giving.commitments.includes(commitment))
    return { key: 'malformed', detail: 'this commitment is not offered' }
  if (amount.minor < limits.minimum || amount.minor > limits.maximum)
    return { key: 'amount-limits', detail: `from ${limits.minimum} to ${limits.maximum} minor units` }
  if (fee > amount.minor) return { key: 'malformed', detail: 'the fee is more than the amount' }
  // Its declarations are newer than the edition here, which will come: the phone tries again until then.
  if (terms > (giving.terms ?? 1)) return { key: 'server', detail: 'the edition here is older' }
  return null
}
