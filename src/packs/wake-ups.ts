/** Parts of the page that tell when it is worth asking for a newer edition. */
export interface WakeUpDeps {
  /** Where `online` is heard: the window. */
  network: EventTarget
  /** Where `visibilitychange` is heard: the document. */
  page: EventTarget & { readonly visibilityState: DocumentVisibilityState }
  random: () => number
}

/** Often enough that a notice reaches everybody during the evening; for 100,000 phones it is 170 requests a second. */
const everyMs = 10 * 60_000

/** Ten minutes, give or take a fifth, so that phones which came at nine do not come back together. */
export const nextWake = (random: () => number): number => Math.round(everyMs * (0.8 + 0.4 * random()))

/**
 * Calls `wake` when the phone comes online, when the page is seen again after its time has come, and every ten minutes or so while it is
 * visible. `sooner(ms)` brings the next one forward. Returns the ways to do that and to stop.
 */
export const wakeUps = (
  wake: () => void,
  { network, page, random }: WakeUpDeps,
): { sooner(ms: number): void; stop(): void } => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let due = false
  const arm = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      due = true
      fire()
    }, ms)
  }
  const fire = (): void => {
    if (!due || page.visibilityState !== 'visible') return
    due = false
    arm(nextWake(random))
    wake()
  }
  const online = (): void => {
    due = false
    arm(nextWake(random))
    wake()
  }
  network.addEventListener('online', online)
  page.addEventListener('visibilitychange', fire)
  arm(nextWake(random))
  return {
    sooner: arm,
    stop() {
      clearTimeout(timer)
      network.removeEventListener('online', online)
      page.removeEventListener('visibilitychange', fire)
    },
  }
}
