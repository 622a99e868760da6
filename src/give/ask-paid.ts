import * as v from 'valibot'
import { request } from '../link/request.ts'
import { fromUtf8 } from '../shared/bytes.ts'
import type { Giving } from '../shared/giving.ts'
import { openPaid, type Paid, PaidAnswerSchema } from '../shared/paid.ts'
import { ProblemError } from '../shared/problem.ts'

/**
 * What has arrived for a recorded donation, by the signed word of one of the edition's gateways; `null` where none knows (an older one).
 * @throws ProblemError `offline`, `timeout`, `portal`, `server`; `receipt` where the word is not the gateway's
 */
export const askPaid = async (
  { gateways, gatewayKeys }: Pick<Giving, 'gateways' | 'gatewayKeys'>,
  donation: string,
): Promise<Paid | null> => {
  const { status, bytes } = await request(gateways, `v1/donations/${donation}/paid`, { limit: 16 * 1024 })
  if (status === 404) return null
  if (status !== 200) throw new ProblemError('server', `paid: ${status}`)
  let answer: { paid: string }
  try {
    answer = v.parse(PaidAnswerSchema, JSON.parse(fromUtf8(bytes)))
  } catch (cause) {
    throw new ProblemError('server', 'paid', { cause })
  }
  const paid = await openPaid(gatewayKeys, answer.paid, donation)
  if (!paid) throw new ProblemError('receipt', 'paid')
  return paid
}
