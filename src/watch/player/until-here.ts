import { backoff } from '../../shared/backoff.ts'

/** Resolves after so many milliseconds, or when `signal` aborts. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })

/**
 * Loads code over a link that may be cut: asks again, 1 to 15 s apart, until it has come. Each failure is told by the loader (`app/preload.ts`), which
 * finds out whether the server has put this version away.
 * @throws AbortError when `signal` aborts
 */
export const untilHere = async <T>(
  load: () => Promise<T>,
  signal: AbortSignal,
  wait = { base: 1000, cap: 15_000 },
): Promise<T> => {
  for (let failures = 0; ; failures++) {
    signal.throwIfAborted()
    try {
      return await load()
    } catch {
      await pause(backoff(failures, Math.random, wait), signal)
    }
  }
}
