import * as v from 'valibot'
import { request } from '../link/request.ts'
import { fromUtf8 } from '../shared/bytes.ts'
import type { Giving } from '../shared/giving.ts'
import { PaidAnswerSchema } from '../shared/paid.ts'
import { ProblemError } from '../shared/problem.ts'
import type { Entry } from './outbox/outbox.ts'
import { type VerifiedPaid, verifyPaid } from './outbox/verified-paid.ts'

/**
 * What has arrived for a recorded donation, by the signed word of one of the edition's gateways; `null` where none knows (an older one).
 * @throws ProblemError `offline`, `timeout`, `portal`, `server`; `receipt` where the word is not the gateway's
 */
export const askPaid = async (
  { gateways, gatewayKeys }: Pick<Giving, 'gateways' | 'gatewayKeys'>,
  entry: Pick<Entry, 'id' | 'amount'>,
): Promise<VerifiedPaid | null> => {
  const { status, bytes } = await request(gateways, `v1/donations/${entry.id}/paid`, { limit: 16 * 1024 })
  if (status === 404) return null
  if (status !== 200) throw new ProblemError('server', `paid: ${status}`)
  let answer: { paid: string }
  try {
    answer = v.parse(PaidAnswerSchema, JSON.parse(fromUtf8(bytes)))
  } catch (cause) {
    throw new ProblemError('server', 'paid', { cause })
  }
  const word = await verifyPaid(gatewayKeys, entry, answer.paid)
  if (!word) throw new ProblemError('receipt', 'paid')
  return word
}
