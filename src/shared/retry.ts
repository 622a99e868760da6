/**
 * Full-jitter exponential backoff: a wait drawn evenly from 0 to `min(cap, base * 2^attempt)` ms.
 * (M. Brooker, "Exponential Backoff And Jitter", 2015: full jitter drains a crowd fastest.)
 * @param attempt failed tries so far, 0 for the first retry
 * @param random  uniform in [0, 1)
 */
export const backoff = (
  attempt: number,
  random: () => number = Math.random,
  { base = 1000, cap = 60_000 }: { base?: number; cap?: number } = {},
): number => Math.floor(random() * Math.min(cap, base * 2 ** Math.min(attempt, 30)))

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
