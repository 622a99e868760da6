import { createStore, type ReadStore } from './store.ts'

const count = createStore(0)

/**
 * How many pieces of work are under way that a reload would break off, and that cannot be gone on with: a pack being taken in, an erasure, a
 * donation that is being sealed and kept.
 */
export const inHand: ReadStore<number> = count

/** Runs such work. @throws what it throws */
export const withInHand = async <T>(work: () => Promise<T>): Promise<T> => {
  count.set((n) => n + 1)
  try {
    return await work()
  } finally {
    count.set((n) => n - 1)
  }
}
