import { backoff } from '../shared/backoff.ts'

/** How soon code that did not arrive is asked for again, ms. */
const retryWait = { base: 2_000, cap: 60_000 }

/** Waits before the next try, after `failures` + 1 that failed. */
export const pauseBefore = (failures: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, backoff(failures, Math.random, retryWait)))

/** Loads code over a link that may be cut: asks again until it has come. Never rejects. */
export const loadAgain = async <T>(load: () => Promise<T>): Promise<T> => {
  for (let failures = 0; ; failures++) {
    try {
      return await load()
    } catch {
      await pauseBefore(failures)
    }
  }
}
