/** What we hold of a file whose transfer broke off. */
export interface Held {
  bytes: number
  /** Whole length, once an answer has told it. */
  total: number | null
  /** Strong ETag or Last-Modified of the answer the bytes came from (RFC 9110 section 13.1.5). */
  validator: string | null
}

/** Part of a file: first byte and the byte after the last one. */
export interface ByteRange {
  start: number
  end: number
}

export interface AnswerHead {
  status: number
  contentRange: string | null
  contentLength: string | null
  etag: string | null
  lastModified: string | null
}

/**
 * `append`: the body goes on where our bytes end. `restart`: it begins anew, drop what we hold. `complete`: we have all of it.
 * `gone`: the server says there is no such file. `retry`: nothing usable, ask again.
 */
export type Verdict =
  | { act: 'append' | 'restart'; total: number | null; validator: string | null }
  | { act: 'complete' }
  | { act: 'retry' }
  | { act: 'gone'; status: number }

/**
 * Request headers that ask for what is missing only (RFC 9110 section 14.2); none for a fresh whole file.
 * @param conditional whether to have the server compare (`If-Range`). Not where our bytes are another mirror's, whose Last-Modified is its own, and
 * not on other origins, where that header costs a preflight that many static hosts refuse: there `judgeAnswer` compares
 */
export const resumeHeaders = (
  held: Held,
  range: ByteRange | null,
  conditional = true,
): Record<string, string> => {
  if (held.bytes === 0 && !range) return {}
  const first = (range?.start ?? 0) + held.bytes
  const headers: Record<string, string> = { Range: `bytes=${first}-${range ? range.end - 1 : ''}` }
  if (conditional && held.bytes > 0 && held.validator) headers['If-Range'] = held.validator
  return headers
}

const validatorOf = ({ etag, lastModified }: AnswerHead): string | null =>
  etag && !etag.startsWith('W/') ? etag : lastModified

const lengthOf = (text: string | null): number | null =>
  text !== null && /^\d+$/.test(text) ? Number(text) : null

/** `bytes 5-9/10` or `bytes 5-9/*` (RFC 9110 section 14.4); `null` for anything else. */
const parseContentRange = (text: string | null) => {
  const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(text ?? '')
  return match ? { first: Number(match[1]), last: Number(match[2]) } : null
}

const isStrongTag = (validator: string | null): boolean => validator?.startsWith('"') ?? false

/**
 * Whether the rest of a file is the rest of the file we hold. Of one server: unless it says otherwise. Of two: where their strong ETags are the same, or,
 * where there is none to compare, their lengths.
 */
const isSameFile = (
  held: Held,
  range: ByteRange | null,
  validator: string | null,
  total: number,
  elsewhere: boolean,
): boolean => {
  if (held.total !== null && held.total !== total) return false
  if (!elsewhere) return held.validator === null || validator === null || held.validator === validator
  if (isStrongTag(held.validator) && isStrongTag(validator)) return held.validator === validator
  return range === null && held.total !== null
}

/**
 * What an answer's head means for the bytes we hold. Lengths count from the start of `range` (or of the file).
 * @param elsewhere our bytes are from another mirror than this answer
 */
export const judgeAnswer = (
  held: Held,
  range: ByteRange | null,
  head: AnswerHead,
  elsewhere = false,
): Verdict => {
  const validator = validatorOf(head)
  if (head.status === 206) {
    const got = parseContentRange(head.contentRange)
    const offset = range?.start ?? 0
    if (!got || got.first !== offset + held.bytes) return { act: 'retry' }
    const total = got.last + 1 - offset
    if (held.bytes > 0 && !isSameFile(held, range, validator, total, elsewhere)) return { act: 'retry' }
    return { act: 'append', total, validator: validator ?? (elsewhere ? null : held.validator) }
  }
  if (head.status === 200) {
    // A server without ranges sends the whole file; a part of a file can't be taken from it here.
    return range ? { act: 'retry' } : { act: 'restart', total: lengthOf(head.contentLength), validator }
  }
  if (head.status === 416 && held.bytes > 0 && (held.total === null || held.bytes === held.total))
    return { act: 'complete' }
  if (head.status === 404 || head.status === 410) return { act: 'gone', status: head.status }
  return { act: 'retry' }
}

/** After an answer that fits neither our bytes nor our range, only a fresh start helps. */
export const mustForget = (held: Held, verdict: Verdict, status: number): boolean =>
  verdict.act === 'retry' && held.bytes > 0 && (status === 206 || status === 416)
