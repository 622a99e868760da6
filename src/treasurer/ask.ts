import { treasuryPath } from '../shared/treasury/api.ts'
import { type Ask, readAnswer, TreasuryRefusal } from '../shared/treasury/http-treasury.ts'

/** Nobody waits longer for one answer, ms. */
const patience = 120_000

/** Asks the gateway this page came from; the browser adds the session. @throws TreasuryRefusal, `offline` where nothing answers */
export const ask: Ask = async (path, body) => {
  let status: number
  let text: string
  try {
    const response = await fetch(`${treasuryPath}${path}`, {
      ...(body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    })
    status = response.status
    text = await response.text()
  } catch {
    throw new TreasuryRefusal('offline', 0, 'no answer')
  }
  return readAnswer(status, text)
}
