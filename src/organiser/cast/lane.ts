import type { Rendition } from './rendition.ts'
import type { Rung } from './rungs.ts'
import type { Slot } from './slots.ts'
import { codecOf, fill, type Group, groupOf, hold } from './track.ts'

/** One rendition's way from groups of samples to listed segments, slot after slot. */
export interface Lane {
  readonly rung: Rung
  readonly rendition: Rendition
  /** RFC 6381; `null` until a first segment came. */
  readonly codec: string | null
  /** Segments that nothing came for and that were filled. */
  readonly held: number
  /** A group for slot `n`. Groups come in order: for slots before that are still empty, nothing will come. */
  put(n: number, group: Group): void
  /** Nothing more will come for slots before `n`. */
  giveUp(n: number): void
  /** Looks for slots to fill; called when there are more. */
  look(): void
  /** Calls `listener` after every segment that was listed. */
  onListed(listener: () => void): void
  /** Resolves when all that can be filled is listed; of a lane that follows, once its leading lane has settled. */
  settled(): Promise<void>
}

/**
 * @param slots  shared by all lanes; only the first voice adds to them
 * @param failed told once what a write threw; the lane stops then
 * @param leading lane whose playlist is always the longest: nothing is listed here before it is listed there
 */
export const openLane = async (
  rung: Rung,
  rendition: Rendition,
  slots: readonly Slot[],
  failed: (error: unknown) => void,
  leading: Lane | null = null,
): Promise<Lane> => {
  const last = await rendition.last()
  let like: Group | null = last && groupOf(last.init, last.segment, rung)
  let hopeless = slots.length
  let held = 0
  let broken = false
  const ready = new Map<number, Group>()
  const listeners: (() => void)[] = []

  const step = async (): Promise<void> => {
    for (;;) {
      const n = rendition.entries.length
      const slot = slots[n]
      if (!slot || broken || (leading && leading.rendition.listed <= n)) return
      const group = ready.get(n)
      // Before a first picture ever came, the first to come is shown in its place.
      const stand = like ?? ready.values().next().value
      if (group) {
        await rendition.publish(slot, fill(group, slot, n))
        like = group
        ready.delete(n)
      } else if (n < hopeless && stand) {
        await rendition.publish(slot, hold(stand, slot, n))
        held++
      } else return
      for (const listener of listeners) listener()
    }
  }
  let work = Promise.resolve()
  const look = () => {
    work = work.then(step).catch((error) => {
      if (!broken) failed(error)
      broken = true
    })
  }
  leading?.onListed(look)
  look()
  return {
    rung,
    rendition,
    get codec() {
      return rendition.entries.length > 0 && like ? codecOf(like) : null
    },
    get held() {
      return held
    },
    put(n, group) {
      ready.set(n, group)
      hopeless = Math.max(hopeless, n)
      look()
    },
    giveUp(n) {
      hopeless = Math.max(hopeless, n)
      look()
    },
    look,
    onListed: (listener) => void listeners.push(listener),
    settled: () => work,
  }
}
