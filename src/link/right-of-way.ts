import { createStore, type ReadStore } from '../shared/store.ts'

/**
 * Who goes first on a thin link: what is heard now. While the voice needs the link, the edition's files wait; donations never do.
 */

export interface Claim {
  hold(needed: boolean): void
  /** Safe to call again. */
  end(): void
}

const holders = new Set<Claim>()
const held = createStore(false)
let everHeld = false

/** Whether somebody needs the link for what is heard now. */
export const wireClaimed: ReadStore<boolean> = held

export const claimWire = (): Claim => {
  const claim: Claim = {
    hold(needed) {
      everHeld ||= needed
      if (needed) holders.add(claim)
      else holders.delete(claim)
      held.set(holders.size > 0)
    },
    end: () => claim.hold(false),
  }
  return claim
}

const until =
  (isSo: () => boolean) =>
  (signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isSo() && !signal?.aborted) return
        stop()
        signal?.removeEventListener('abort', look)
        resolve()
      }
      const stop = held.subscribe(look)
      signal?.addEventListener('abort', look)
      look()
    })
const untilFree = until(() => !held.get())
/**
 * Resolves once nothing that is heard needs the link, or `signal` aborts; never rejects.
 * @param patience after which it resolves all the same, ms
 */
export const untilFreeWire = async (signal?: AbortSignal, patience?: number): Promise<void> => {
  const signals = [signal, patience === undefined ? undefined : AbortSignal.timeout(patience)]
  await untilFree(AbortSignal.any(signals.filter((one) => one !== undefined)))
}
/** Resolves once something that is heard has needed the link, also if that is over, or `signal` aborts; never rejects. */
export const untilClaimedWire = until(() => everHeld)

/**
 * Runs `work` while nothing that is heard needs the link: it is broken off when something does, and begun again afterwards.
 * @throws what `work` throws, or the signal's reason
 */
export const onFreeWire = async <T>(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  for (;;) {
    await untilFreeWire(signal)
    signal.throwIfAborted()
    const way = new AbortController()
    const stop = held.subscribe(() => {
      if (held.get()) way.abort()
    })
    try {
      return await work(AbortSignal.any([signal, way.signal]))
    } catch (error) {
      if (!way.signal.aborted || signal.aborted) throw error
    } finally {
      stop()
    }
  }
}
