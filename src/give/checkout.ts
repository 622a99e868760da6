import * as v from 'valibot'
import { type Answer, request } from '../link/request.ts'
import { fromUtf8, utf8 } from '../shared/bytes.ts'
import { type CheckoutProblem, CheckoutSchema, checkoutProblems, checkoutsPath } from '../shared/checkout.ts'
import { ProblemError } from '../shared/problem.ts'

/** An address to go to, or why there is none. */
export type Checkout = { url: string } | { refused: CheckoutProblem }

const json = ({ bytes }: Answer): unknown => {
  try {
    return JSON.parse(fromUtf8(bytes))
  } catch (cause) {
    throw new ProblemError('server', 'checkout', { cause })
  }
}

const ProblemSchema = v.object({
  type: v.pipe(
    v.string(),
    v.transform((type) => type.replace('urn:sada:problem:', '')),
    v.picklist(Object.keys(checkoutProblems) as CheckoutProblem[]),
  ),
})

/**
 * The page a recorded donation is paid on by card, see `checkoutProblems` for what else may be said. Nobody is sent anywhere but to the origin the
 * doubly signed giving file names: gateways are not trusted with that.
 * @param origin `checkout` of the method, e.g. `https://pay.example`
 * @throws ProblemError `offline`, `timeout`, `portal`, `too-many-requests`, `server`
 */
export const askForCheckout = async (
  gateways: readonly string[],
  donation: string,
  origin: string,
): Promise<Checkout> => {
  const answer = await request(gateways, checkoutsPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: utf8(JSON.stringify({ donation })),
    limit: 16 * 1024,
  })
  const { status } = answer
  if (status === 429) throw new ProblemError('too-many-requests')
  if (status !== 200 && status !== 201) {
    const problem = v.safeParse(ProblemSchema, json(answer))
    if (problem.success && checkoutProblems[problem.output.type] === status)
      return { refused: problem.output.type }
    throw new ProblemError('server', `checkout: ${status}`)
  }
  const parsed = v.safeParse(CheckoutSchema, json(answer))
  if (!parsed.success) throw new ProblemError('server', 'checkout')
  const url = new URL(parsed.output.url)
  if (url.origin !== origin) throw new ProblemError('server', `checkout at ${url.origin}`)
  return { url: url.href }
}
