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
