/**
 * What can go wrong, as values a person can act on. `key` names a message in the catalogues (`t.problems[key]`),
 * so every problem reads in the person's own language; RFC 9457 carries the same over HTTP.
 */
export const problemKeys = [
  // link
  'offline',
  'timeout',
  'portal',
  'server',
  'not-found',
  // editions
  'signature',
  'manifest',
  'older',
  'conflict',
  'unknown-key',
  'hash',
  'size',
  'missing-file',
  'giving-signature',
  'minimum-app',
  'sealed',
  'pack',
  // storage
  'storage-full',
  'storage-blocked',
  // gateway
  'malformed',
  'too-large',
  'unsupported-media-type',
  'method-not-allowed',
  'different-bytes',
  'unknown-organisation',
  'unknown-sealing-key',
  'unknown-method',
  'unknown-currency',
  'amount-limits',
  'too-many-requests',
  'receipt',
  // watch
  'media-unsupported',
  'autoplay',
  'unexpected',
] as const
export type ProblemKey = (typeof problemKeys)[number]

/** Whether only the link is to blame: nobody of ours has said anything. */
export const isOfLink = (key: ProblemKey | undefined): boolean =>
  key === 'offline' || key === 'timeout' || key === 'portal'

/** RFC 9457 problem details; `type` is `urn:sada:problem:<key>`. */
export interface Problem {
  type: `urn:sada:problem:${ProblemKey}`
  title: string
  status?: number
  /** What exactly, for the log and the curious; never personal data. */
  detail?: string
}

export const problem = (
  key: ProblemKey,
  title: string,
  more: { status?: number; detail?: string } = {},
): Problem => ({
  type: `urn:sada:problem:${key}`,
  title,
  ...more,
})

/** The message key of a problem; `unexpected` for one this version does not know. */
export const problemKey = (of: { type?: unknown }): ProblemKey => {
  const key = typeof of.type === 'string' ? of.type.replace('urn:sada:problem:', '') : ''
  return (problemKeys as readonly string[]).includes(key) ? (key as ProblemKey) : 'unexpected'
}

/** An error that carries a problem; everything thrown on purpose in Sada is one. */
export class ProblemError extends Error {
  readonly key: ProblemKey
  readonly detail: string | undefined
  constructor(key: ProblemKey, detail?: string, options?: ErrorOptions) {
    super(detail ? `${key}: ${detail}` : key, options)
    this.name = 'ProblemError'
    this.key = key
    this.detail = detail
  }
}

/** The problem behind anything caught. Storage errors are told apart by their DOMException names. */
export const toProblem = (error: unknown): ProblemError => {
  if (error instanceof ProblemError) return error
  // By shape, not by class: a DOMException of another realm (a frame, a polyfill) is no instance of this realm's Error.
  const { name, message } = (typeof error === 'object' && error !== null ? error : {}) as Partial<Error>
  const detail = message ?? String(error)
  if (name === 'QuotaExceededError') return new ProblemError('storage-full', detail, { cause: error })
  if (name === 'SecurityError' || name === 'InvalidStateError' || name === 'UnknownError')
    return new ProblemError('storage-blocked', detail, { cause: error })
  if (name === 'TimeoutError') return new ProblemError('timeout', detail, { cause: error })
  if (name === 'TypeError') return new ProblemError('offline', detail, { cause: error })
  return new ProblemError('unexpected', detail, { cause: error })
}
