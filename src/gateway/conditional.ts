import type { IncomingHttpHeaders } from 'node:http'

/** What of a representation to send. `start` and `end` are byte offsets, both inclusive. */
export type Selection =
  | { kind: 'whole' }
  | { kind: 'part'; start: number; end: number }
  | { kind: 'not-modified' }
  | { kind: 'unsatisfiable' }

/** Whether `If-None-Match` names this tag (weak comparison, RFC 9110 section 13.1.2). */
const names = (field: string, etag: string): boolean =>
  field
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === etag)

/** One byte range (RFC 9110 section 14.1.2). Several ranges, or a field we do not understand, may be ignored: `whole`. */
export const parseRange = (field: string, size: number): Selection => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(field.trim())
  const [, first = '', last = ''] = match ?? []
  if (!match || (first === '' && last === '')) return { kind: 'whole' }
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? { kind: 'unsatisfiable' } : { kind: 'part', start: size - length, end: size - 1 }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return { kind: 'whole' }
  if (start >= size) return { kind: 'unsatisfiable' }
  return { kind: 'part', start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}

/**
 * Which answer a GET or HEAD gets, in the order of RFC 9110 section 13.2.2. Validators are strong entity tags only, so an `If-Range`
 * with a date never matches.
 */
export const selectResponse = (
  method: string,
  headers: IncomingHttpHeaders,
  { etag, size }: { etag: string; size: number },
): Selection => {
  const ifNoneMatch = headers['if-none-match']
  if (ifNoneMatch !== undefined && names(ifNoneMatch, etag)) return { kind: 'not-modified' }
  const { range } = headers
  if (method !== 'GET' || range === undefined) return { kind: 'whole' }
  const ifRange = headers['if-range']
  if (ifRange !== undefined && ifRange !== etag) return { kind: 'whole' }
  return parseRange(range, size)
}

/** The best coding both sides know (RFC 9110 section 12.5.3); brotli before gzip, whatever the client's weights above 0. */
export const negotiateCoding = (acceptEncoding: string | undefined): 'br' | 'gzip' | null => {
  const weights = new Map<string, number>()
  for (const part of (acceptEncoding ?? '').split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))
    if (name) weights.set(name, weight ? Number(weight.slice(2)) : 1)
  }
  const accepts = (name: string): boolean => (weights.get(name) ?? weights.get('*') ?? 0) > 0
  return accepts('br') ? 'br' : accepts('gzip') ? 'gzip' : null
}
