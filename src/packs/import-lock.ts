/** One import at a time on this origin, over all tabs. */
const lockName = 'sada-import'

/**
 * Runs `work` when no other tab imports. Without Web Locks, or where the browser refuses them along with all storage ("block all
 * cookies"), it runs at once: the store judges every switch again by itself, so two imports at a time cost bytes, never the truth.
 * @throws the signal's reason where it is aborted while waiting, or what `work` throws
 */
export const withLock = async <T>(
  locks: Pick<LockManager, 'request'> | null,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> => {
  if (!locks) return work()
  let began = false
  const begin = () => {
    began = true
    return work()
  }
  try {
    return await locks.request(lockName, { signal }, begin)
  } catch (error) {
    if (began || signal.aborted) throw error
    return await work()
  }
}
