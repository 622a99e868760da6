export interface BucketLimits {
  /** Most a sender may take at once. */
  burst: number
  /** What is given back a second. */
  perSecond: number
}

export interface TokenBuckets {
  /** Takes up to `wanted` for a sender; answers how many it got. */
  take(sender: string, wanted: number): number
  /** Seconds until `wanted` would be granted, or the whole burst where that is less. */
  wait(sender: string, wanted: number): number
}

/** Senders remembered, some 20 MB; the ones not heard of longest go first, and begin anew with a full bucket. */
const mostSenders = 100_000

/**
 * A token bucket a sender. Kept in memory only, by this process only.
 * @param now clock, ms
 */
export const createTokenBuckets = ({ burst, perSecond }: BucketLimits, now: () => number): TokenBuckets => {
  const buckets = new Map<string, { tokens: number; at: number }>()
  const levelOf = (sender: string): number => {
    const bucket = buckets.get(sender)
    if (!bucket) return burst
    // A clock that was set back gives nothing, and takes nothing.
    return Math.min(burst, bucket.tokens + (Math.max(0, now() - bucket.at) / 1000) * perSecond)
  }
  return {
    take(sender, wanted) {
      const tokens = levelOf(sender)
      const granted = Math.min(wanted, Math.floor(tokens))
      buckets.delete(sender)
      buckets.set(sender, { tokens: tokens - granted, at: now() })
      if (buckets.size > mostSenders) buckets.delete(buckets.keys().next().value as string)
      return granted
    },
    wait: (sender, wanted) => Math.max(0, (Math.min(wanted, burst) - levelOf(sender)) / perSecond),
  }
}
