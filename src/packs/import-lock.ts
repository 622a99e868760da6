/** One import at a time on this origin, over all tabs. */
const lockName = 'sada-import'

/**
 * Runs `work` when no other tab imports. Without Web Locks it runs at once: the store judges every switch again by itself, so two
 * imports at a time cost bytes, never the truth.
 * @throws the signal's reason where it is aborted while waiting, or what `work` throws
 */
export const withLock = async <T>(
  locks: LockManager | null,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> => {
  if (!locks) return work()
  return await locks.request(lockName, { signal }, work)
}
