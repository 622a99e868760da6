import { expect, type Page } from '@playwright/test'

/** What is seen of the player every 20 ms, in the page. */
export interface Heard {
  /** By the page's clock, ms. */
  at: number
  /** Media time, seconds. */
  media: number
  /** Programme time on screen, ms since the epoch; NaN before it is known. */
  position: number
  rung: string
}

/** Begins to sample; a second call begins anew. */
export const listenTo = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const kept = window as unknown as { heard: Heard[]; hearing?: number }
    clearInterval(kept.hearing)
    const heard: Heard[] = []
    kept.heard = heard
    kept.hearing = window.setInterval(() => {
      const player = document.querySelector<HTMLElement>('.watch')
      const video = document.querySelector('video')
      if (!player || !video) return
      const { rung = '', position = 'NaN' } = player.dataset
      heard.push({ at: performance.now(), media: video.currentTime, position: Number(position), rung })
    }, 20)
  })

export const heardSoFar = (page: Page): Promise<Heard[]> =>
  page.evaluate(() => (window as unknown as { heard: Heard[] }).heard)

/** Waits until so many seconds more have been played. */
export const hear = async (page: Page, seconds: number): Promise<void> => {
  const from = (await heardSoFar(page)).at(-1)?.media ?? 0
  await expect
    .poll(async () => (await heardSoFar(page)).at(-1)?.media ?? 0, { timeout: (seconds + 60) * 1000 })
    .toBeGreaterThan(from + seconds)
}

/** The longest time in which the media clock stood still, ms; samples that the machine itself was late with count for nothing. */
export const longestStall = (heard: readonly Heard[]): number => {
  let longest = 0
  let since = heard[0]?.at ?? 0
  for (let i = 1; i < heard.length; i++) {
    const [before, after] = [heard[i - 1], heard[i]]
    if (!before || !after) continue
    if (after.media !== before.media) since = after.at
    else longest = Math.max(longest, after.at - since)
  }
  return longest
}

/** Where two samples are further apart the machine was busy elsewhere, and what is on screen is of an earlier moment, ms. */
const heldUp = 60
/** On screen, programme time stands for up to a tick, ms. */
const tick = 200

/**
 * Programme time against media time over the whole of it: how far they ever moved apart, ms. A skip or a repetition would move them, and for good: so
 * nothing is lost by leaving out moments in which the machine held up the page.
 */
export const drift = (heard: readonly Heard[]): number => {
  let cleanSince = heard[0]?.at ?? 0
  // It is compared where it has just changed.
  const offsets = heard.flatMap((one, i) => {
    const before = heard[i - 1]
    if (!before) return []
    if (one.at - before.at > heldUp) cleanSince = one.at
    if (one.at - cleanSince < tick) return []
    return before.position !== one.position && Number.isFinite(one.position)
      ? [one.position - one.media * 1000]
      : []
  })
  if (offsets.length < 10) throw new Error('this machine is too busy to tell what is heard')
  return Math.max(...offsets) - Math.min(...offsets)
}
