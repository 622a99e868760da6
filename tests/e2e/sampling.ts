import { expect, type Page } from '@playwright/test'

/** What a listener had at one moment. */
export interface Sample {
  /** ms of the page's steady clock. */
  at: number
  /** Programme time on screen, ms since the epoch. */
  position: number
  rung: string
  /** Media time, seconds. */
  media: number
}

/** Samples the player every 50 ms inside the page. */
export const startSampling = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const samples: Sample[] = []
    Object.assign(window, { samples })
    setInterval(() => {
      const player = document.querySelector<HTMLElement>('[data-rung]')
      const video = document.querySelector('video')
      if (!player || !video) return
      const { rung = '', position = 'NaN' } = player.dataset
      samples.push({ at: performance.now(), position: Number(position), rung, media: video.currentTime })
    }, 50)
  })

export const samples = (page: Page): Promise<Sample[]> =>
  page.evaluate(() => (window as unknown as { samples: Sample[] }).samples)

/** Now, by the clock of the samples. */
export const mark = (page: Page): Promise<number> => page.evaluate(() => performance.now())

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/**
 * Nothing was skipped or repeated: between two samples the media never jumps by a second, and the programme time on screen stays where the media
 * is, but for a render that a busy machine brings late.
 */
export const expectNoJump = (all: readonly Sample[]): void => {
  for (let i = 1; i < all.length; i++) {
    const [before, after] = [all[i - 1], all[i]]
    if (!before || !after) continue
    const wall = (after.at - before.at) / 1000
    expect(after.media - before.media).toBeGreaterThan(-0.25)
    expect(after.media - before.media).toBeLessThan(wall * 1.2 + 1)
  }
  const offsets = all.map(({ position, media }) => position / 1000 - media)
  const usual = median(offsets)
  for (const offset of offsets) expect(Math.abs(offset - usual)).toBeLessThan(2)
}

/** Wall time between two moments in which the voice stood still, seconds; at what speed it went otherwise is no matter. */
export const silence = (all: readonly Sample[], from: number, to: number): number => {
  const between = all.filter(({ at }) => at > from && at < to)
  if (between.length < 2) return Number.NaN
  let stood = 0
  for (let i = 1; i < between.length; i++) {
    const [before, after] = [between[i - 1], between[i]]
    if (before && after && after.media === before.media) stood += after.at - before.at
  }
  return stood / 1000
}

/** For so long, from now on, the voice goes on and nothing is skipped or repeated. @returns what was sampled; ms */
export const expectHeard = async (page: Page, ms: number): Promise<Sample[]> => {
  await startSampling(page)
  const from = await mark(page)
  await page.waitForTimeout(ms)
  const all = await samples(page)
  expect(silence(all, from, await mark(page))).toBeLessThan(1)
  expectNoJump(all)
  return all
}
