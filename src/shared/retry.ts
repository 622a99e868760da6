export { backoff } from './backoff.ts'

/** Milliseconds a `Retry-After` header asks for (RFC 9110 section 10.2.3: seconds or HTTP-date); `null` without one. */
export const retryAfter = (header: string | null, now: number): number | null => {
  if (header === null) return null
  if (/^\d+$/.test(header)) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

/** Statuses after which the same request may succeed later (DESIGN.md, "Give"). */
export const isRetryable = (status: number): boolean =>
  status === 408 || status === 409 || status === 425 || status === 429 || status >= 500
