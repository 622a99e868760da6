import * as v from 'valibot'
import { request } from '../link/request.ts'
import { fromUtf8, utf8 } from '../shared/bytes.ts'
import { ProblemError } from '../shared/problem.ts'

const AnswerSchema = v.object({ url: v.string() })

/**
 * Address of the page a recorded donation is paid on by card: `POST /v1/checkouts` with `{donation: <id>}`, answered 200 or 201 with `{url}`.
 * Nobody is sent anywhere but to the origin the doubly signed giving file names: gateways are not trusted with that.
 * @param origin `checkout` of the method, e.g. `https://pay.example`
 * @throws ProblemError `offline`, `timeout`, `server`
 */
export const checkoutUrl = async (
  gateways: readonly string[],
  donation: string,
  origin: string,
): Promise<string> => {
  const { status, bytes } = await request(gateways, 'v1/checkouts', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: utf8(JSON.stringify({ donation })),
    limit: 16 * 1024,
  })
  if (status !== 200 && status !== 201) throw new ProblemError('server', `checkout: ${status}`)
  let url: URL
  try {
    url = new URL(v.parse(AnswerSchema, JSON.parse(fromUtf8(bytes))).url)
  } catch (cause) {
    throw new ProblemError('server', 'checkout', { cause })
  }
  if (url.origin !== origin) throw new ProblemError('server', `checkout at ${url.origin}`)
  return url.href
}
