import { backoff } from '../shared/backoff.ts'
import type { LinkStatus } from '../shared/status.ts'
import { createStore, type ReadStore } from '../shared/store.ts'

export interface ProbeState {
  /** A question is on its way. */
  asking: boolean
  /** When the next one goes out by itself, ms since the epoch; `null`: not while the link carries, or nobody looks. */
  next: number | null
}

export interface Probe {
  readonly state: ReadStore<ProbeState>
  /** Asks at once. Never rejects: the link's status says what came of it. */
  ask(): Promise<void>
  stop(): void
}

export interface ProbeDeps {
  /** The link's status, which the question itself changes as every request does. */
  status: ReadStore<LinkStatus>
  /** Asks for something small. What becomes of it does not matter here. */
  question: () => Promise<unknown>
  /** Where `online` and `offline` are heard: hints of the browser, and no more. */
  network: EventTarget
  /** Where `visibilitychange` is heard. */
  page: EventTarget & { readonly visibilityState: DocumentVisibilityState }
  /** The link carries again after it did not: whoever waits for it may go on. */
  onBack: () => void
  now?: () => number
  random?: () => number
}

/** Soon at first, a minute at most, ms: an outage is noticed to be over while one looks, and 100,000 phones ask 3,000 times a second between them. */
const retryWait = { base: 2_000, cap: 60_000 }
/** No two questions come closer than this, ms. */
const leastMs = 1_000
/** A link that has held this long is a good one again: the next outage starts with short waits, ms. */
const calmMs = 60_000
/** An answer older than this is no news any more, ms. The outbox asks for totals more often, so a phone that can give never gets here. */
const quietMs = 120_000
/** A page that has nothing to ask by itself finds out after this, ms. */
const firstMs = 10_000

/**
 * Finds out whether the link carries, while somebody looks: when requests have failed, now and then until one comes through; when nothing was asked
 * for long, once; when the browser says that the network came or went, at once, because it is often wrong.
 */
export const startProbe = ({
  status,
  question,
  network,
  page,
  onBack,
  now = Date.now,
  random = Math.random,
}: ProbeDeps): Probe => {
  const state = createStore<ProbeState>({ asking: false, next: null })
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let stopped = false
  let telling = false
  let down = status.get().reach === 'down'
  let upSince = now()

  const arm = (): void => {
    clearTimeout(timer)
    const { reach, heard } = status.get()
    let next: number | null = null
    if (!stopped && !state.get().asking && page.visibilityState === 'visible') {
      if (reach === 'down') next = now() + leastMs + backoff(failures, random, retryWait)
      else next = Math.max(reach === 'unknown' ? now() + firstMs : heard + quietMs, now() + leastMs)
    }
    if (next !== null) timer = setTimeout(due, next - now())
    state.set((before) => ({ ...before, next: reach === 'down' ? next : null }))
  }

  /** Others may have been answered since. */
  const due = (): void => {
    const { reach, heard } = status.get()
    if (reach === 'down' || reach === 'unknown' || now() - heard >= quietMs) void ask()
    else arm()
  }

  const ask = async (): Promise<void> => {
    if (state.get().asking || stopped) return
    clearTimeout(timer)
    state.set({ asking: true, next: null })
    await question().catch(() => undefined)
    state.set({ asking: false, next: null })
    if (status.get().reach === 'down') failures++
    arm()
  }

  const changed = (): void => {
    const isDown = status.get().reach === 'down'
    if (isDown === down) return
    down = isDown
    // A link that comes and goes (or a gateway that is dead beside a mirror that lives) must not be asked every second.
    if (isDown) failures = now() - upSince > calmMs ? 0 : failures + 1
    if (!isDown) {
      upSince = now()
      telling = true
      onBack()
      telling = false
    }
    arm()
  }
  const hint = (): void => {
    // What `onBack` tells others is no news to us.
    if (!telling && page.visibilityState === 'visible') void ask()
  }
  const seen = (): void => {
    if (page.visibilityState === 'visible' && (down || now() - status.get().heard > quietMs)) void ask()
    else arm()
  }

  const unsubscribe = status.subscribe(changed)
  network.addEventListener('online', hint)
  network.addEventListener('offline', hint)
  page.addEventListener('visibilitychange', seen)
  arm()
  return {
    state,
    ask,
    stop() {
      stopped = true
      clearTimeout(timer)
      unsubscribe()
      network.removeEventListener('online', hint)
      network.removeEventListener('offline', hint)
      page.removeEventListener('visibilitychange', seen)
    },
  }
}
