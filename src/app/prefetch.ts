import { linkStatus } from '../link/link-status.ts'
import { untilFreeWire } from '../link/right-of-way.ts'
import { savesData } from '../link/saves-data.ts'
import type { LinkStatus } from '../shared/status.ts'
import { missing } from './preload.ts'

/** What decides whether more is fetched than was asked for. */
export interface LinkFacts {
  /** What requests found: nothing is fetched ahead before one has come through. */
  reach: LinkStatus['reach']
  /** The person asked to spare data (`savesData`). */
  saveData?: boolean | undefined
  /** What the browser says (Network Information, WICG); Safari and Firefox say nothing. */
  effectiveType?: string | undefined
  /** How fast this page's own code came; `null` where it came from the phone. */
  kbps: number | null
}

/** A place's code comes within half a second of this, kbit/s: four times what voice and its words need. */
const goodKbps = 250

/** Our own measure counts for more than what the browser says, but a person who spares data is never overruled. */
export const isGoodLink = ({ reach, saveData, effectiveType, kbps }: LinkFacts): boolean =>
  reach === 'up' && !saveData && !/2g$/.test(effectiveType ?? '') && (kbps === null || kbps >= goodKbps)

/** kbit/s at which the largest of some files came, round trip included; `null` where none came over the network. */
export const speedOf = (
  files: readonly Pick<PerformanceResourceTiming, 'transferSize' | 'duration'>[],
): number | null => {
  const largest = files.reduce<(typeof files)[number] | null>(
    (most, one) => (one.transferSize > (most?.transferSize ?? 0) ? one : most),
    null,
  )
  return largest && (largest.transferSize * 8) / Math.max(1, largest.duration)
}

const factsNow = (): LinkFacts => {
  const { connection } = navigator as { connection?: Pick<LinkFacts, 'effectiveType'> }
  const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  return {
    reach: linkStatus.get().reach,
    saveData: savesData(),
    effectiveType: connection?.effectiveType,
    kbps: speedOf(files.filter(({ name }) => name.includes('/assets/'))),
  }
}

const whenIdle = async (then: () => void): Promise<void> => {
  await untilFreeWire()
  if ('requestIdleCallback' in globalThis) requestIdleCallback(then, { timeout: 10_000 })
  else setTimeout(then, 1000)
}

/** A place has come before the last of what it asks for beside itself, ms. */
const trailing = 2_000

let hushed = 0
let told = missing.tell

/** What was fetched ahead and did not come is nobody's loss yet: it must not bring about an update that nobody agreed to (`update/gone.ts`). */
const untold = async (load: () => Promise<unknown>): Promise<void> => {
  if (hushed++ === 0) told = missing.tell
  missing.tell = () => {}
  try {
    await load()
  } finally {
    setTimeout(() => {
      if (--hushed === 0) missing.tell = told
    }, trailing)
  }
}

/**
 * On a good link loads, one after the other while the page is idle, what other places need, so that a tap on them is answered at once. On any other
 * link the worker fetches the same files, in its own time, and a place's code comes when it is opened.
 */
export const prefetchWhenIdle = (
  loads: readonly (() => Promise<unknown>)[],
  facts: () => LinkFacts = factsNow,
  idle: (then: () => void) => void = whenIdle,
): void => {
  const [next, ...rest] = loads
  if (!next) return
  idle(() => {
    if (isGoodLink(facts()))
      void untold(next).then(
        () => prefetchWhenIdle(rest, facts, idle),
        () => undefined, // The link went; a place says so when it is opened.
      )
  })
}
