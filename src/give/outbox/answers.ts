import * as v from 'valibot'
import { fromUtf8 } from '../../shared/bytes.ts'
import { type ProblemKey, problemKey } from '../../shared/problem.ts'
import { isRetryable } from '../../shared/retry.ts'

const ProblemSchema = v.object({ type: v.pipe(v.string(), v.startsWith('urn:sada:problem:')) })
const AnswerSchema = v.object({
  id: v.string(),
  status: v.number(),
  receipt: v.optional(v.string()),
  problem: v.optional(ProblemSchema),
})
const BatchSchema = v.object({ answers: v.array(AnswerSchema) })

/** What one gateway said of one donation. `receipt` is still to be verified. */
export type Verdict =
  | { kind: 'receipt'; signed: string }
  | { kind: 'refused'; problem: ProblemKey }
  | { kind: 'later'; problem: ProblemKey }

/** Problems that sending the same bytes again will not cure. Whatever else an answer says is tried again. */
const lasting: ReadonlySet<ProblemKey> = new Set([
  'malformed',
  'too-large',
  'unsupported-media-type',
  'different-bytes',
  'unknown-organisation',
  'unknown-sealing-key',
  'unknown-method',
  'unknown-currency',
  'amount-limits',
])

/** The JSON of an answer; `undefined` where it is none. */
const readJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(fromUtf8(bytes))
  } catch {
    return undefined
  }
}

/** `problem` when the gateway itself said so; else only the status is known, and a status alone never parks a donation. */
const verdictOf = (status: number, problem: { type: string } | undefined): Verdict => {
  const key = problem ? problemKey(problem) : null
  if (key && lasting.has(key) && !isRetryable(status)) return { kind: 'refused', problem: key }
  return {
    kind: 'later',
    problem: key && !lasting.has(key) ? key : status === 429 ? 'too-many-requests' : 'server',
  }
}

/** Reads an answer to a single donation. Anything that is not the gateway's own (a portal's page, garbage) is `later`. */
export const readAnswer = (status: number, bytes: Uint8Array): Verdict => {
  const json = readJson(bytes)
  const answer = v.safeParse(AnswerSchema, json)
  if (status < 300 && answer.success && answer.output.receipt)
    return { kind: 'receipt', signed: answer.output.receipt }
  const problem = v.safeParse(ProblemSchema, json)
  return verdictOf(status, problem.success ? problem.output : undefined)
}

/**
 * Reads an answer to a batch: a verdict per id that was answered (others: not answered), or `whole` where it was refused or failed as a whole.
 */
export const readBatchAnswer = (
  status: number,
  bytes: Uint8Array,
): { answers: Map<string, Verdict> } | { whole: Exclude<Verdict, { kind: 'receipt' }> } => {
  const batch = v.safeParse(BatchSchema, readJson(bytes))
  if (status >= 300 || !batch.success) {
    const whole = readAnswer(status, bytes)
    return { whole: whole.kind === 'receipt' ? { kind: 'later', problem: 'server' } : whole }
  }
  return {
    answers: new Map(
      batch.output.answers.map(({ id, status: each, receipt, problem }): [string, Verdict] => [
        id,
        each < 300 && receipt ? { kind: 'receipt', signed: receipt } : verdictOf(each, problem),
      ]),
    ),
  }
}
