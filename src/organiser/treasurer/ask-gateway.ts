import { treasuryPath } from '../../shared/treasury/api.ts'
import { type Ask, readAnswer, TreasuryRefusal } from '../../shared/treasury/http-treasury.ts'
import { CommandError } from '../problems.ts'

/** Nobody waits longer for one answer, ms; a page of a thousand sealed donations is 1 MB. */
const patience = 120_000

const raw = async (base: string, path: string, cookie: string, body?: unknown) => {
  try {
    const response = await fetch(`${base}${treasuryPath}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    })
    return { response, text: await response.text() }
  } catch (cause) {
    throw new CommandError(`${base} does not answer`, 'Try again when the link is better; nothing is lost.', {
      cause,
    })
  }
}

/** Reads an answer; what the gateway refuses becomes a sentence. */
const answerOf = (response: Response, text: string): unknown => {
  try {
    return readAnswer(response.status, text)
  } catch (error) {
    if (!(error instanceof TreasuryRefusal)) throw error
    const after = response.headers.get('retry-after')
    const advice = after === null ? 'Nothing was done.' : `Try again in ${after} seconds.`
    throw new CommandError(`the gateway refuses: ${error.message}`, advice, { cause: error })
  }
}

export interface Credentials {
  name: string
  password: string
  code: string
}

/** Signs in to a gateway. `end` signs out again. @throws CommandError */
export const signIn = async (
  gateway: string,
  credentials: Credentials,
): Promise<{ ask: Ask; end(): Promise<void> }> => {
  const base = gateway.replace(/\/+$/, '')
  const { protocol, hostname } = URL.canParse(base) ? new URL(base) : { protocol: '', hostname: '' }
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  if (protocol !== 'https:' && !(protocol === 'http:' && local))
    throw new CommandError(`${gateway} is no https address`, 'A password is sent over https only.', {
      exitCode: 2,
    })
  const { response, text } = await raw(base, 'session', '', credentials)
  answerOf(response, text)
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const ask: Ask = async (path, body) => {
    const asked = await raw(base, path, cookie, body)
    return answerOf(asked.response, asked.text)
  }
  return { ask, end: async () => void (await ask('sign-out', {})) }
}
