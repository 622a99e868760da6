/** One sender at a time. */
export interface SenderLock {
  /** Runs `work` unless a sender is at it already; resolves with whether it ran. Never queues, so that triggers coalesce. */
  ifFree(work: () => Promise<void>): Promise<boolean>
}

/** A lock within this tab or worker only. */
export const inProcessLock = (): SenderLock => {
  let taken = false
  return {
    async ifFree(work) {
      if (taken) return false
      taken = true
      try {
        await work()
      } finally {
        taken = false
      }
      return true
    },
  }
}

/**
 * One sender across all tabs and the worker (Web Locks); the browser frees it when a holder dies. Browsers without Web Locks get
 * one a tab: two tabs may then send the same bytes, which the gateway counts once.
 */
export const senderLock = (): SenderLock => {
  if (!navigator.locks) return inProcessLock()
  return {
    ifFree: (work) =>
      navigator.locks.request('sada-outbox', { ifAvailable: true }, async (lock) => {
        if (lock) await work()
        return lock !== null
      }),
  }
}
