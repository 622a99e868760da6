import { type Answer, request } from '../../link/request.ts'
import { concat, utf8 } from '../../shared/bytes.ts'
import { isOfLink, ProblemError } from '../../shared/problem.ts'
import { retryAfter } from '../../shared/retry.ts'
import { readAnswer, readBatchAnswer, type Verdict } from './answers.ts'
import type { Entry } from './entry.ts'

/** A verdict and how long the gateway asked to wait, ms (`null`: it did not ask). */
export type Heard = Verdict & { retryAfter: number | null }

/** A full batch of receipts is about 60 kB. */
const answerBytes = 256 * 1024

/** Silence that long means nobody answers: 20 s, and 2 ms a byte so that 4 kbit/s still carries the request up, ms. */
const patience = (bytes: number): number => 20_000 + 2 * bytes

const bodyOf = (batch: readonly Entry[]): Uint8Array<ArrayBuffer> => {
  const [only, ...rest] = batch
  if (only && rest.length === 0) return only.bytes
  const comma = utf8(',')
  const items = batch.flatMap(({ bytes }, index) => (index === 0 ? [bytes] : [comma, bytes]))
  return concat(utf8('{"donations":['), ...items, utf8(']}'))
}

const send = (gateway: string, body: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Answer> =>
  request([gateway], 'v1/donations', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
    stallMs: patience(body.length),
    limit: answerBytes,
    signal,
  })

const noAnswer = (error: unknown): Heard => {
  if (!(error instanceof ProblemError)) throw error
  const problem = isOfLink(error.key) ? error.key : 'server'
  return { kind: 'later', problem, retryAfter: null }
}

/**
 * Offers `batch` to one gateway and reads what it says of each donation. A batch refused as a whole is offered one by one, so
 * that one bad entry can't park the others.
 * @returns by id; every entry of the batch has one
 * @throws AbortError when `signal` is, and nothing else
 */
export const post = async (
  gateway: string,
  batch: readonly Entry[],
  { signal, now }: { signal: AbortSignal; now: () => number },
): Promise<Map<string, Heard>> => {
  const all = (heard: Heard) => new Map(batch.map(({ id }) => [id, heard]))
  let answer: Answer
  try {
    answer = await send(gateway, bodyOf(batch), signal)
  } catch (error) {
    return all(noAnswer(error))
  }
  const wait = { retryAfter: retryAfter(answer.headers.get('retry-after'), now()) }
  if (batch.length === 1) return all({ ...readAnswer(answer.status, answer.bytes), ...wait })

  const read = readBatchAnswer(answer.status, answer.bytes)
  if ('answers' in read)
    return new Map(
      batch.map(({ id }): [string, Heard] => [
        id,
        { ...(read.answers.get(id) ?? { kind: 'later', problem: 'server' }), ...wait },
      ]),
    )
  if (read.whole.kind !== 'refused') return all({ ...read.whole, ...wait })

  const heard = new Map<string, Heard>()
  for (const entry of batch)
    for (const [id, one] of await post(gateway, [entry], { signal, now })) heard.set(id, one)
  return heard
}
