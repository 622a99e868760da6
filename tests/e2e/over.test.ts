import { expect, type Page, test } from '@playwright/test'
import { openLadderWorld } from './ladder-world.ts'
import { expectHeard, expectNoJump, mark, samples, silence, startSampling } from './sampling.ts'
import { ready } from './shell-world.ts'

/** Seconds of the programme up to the place. */
const heardSo = (page: Page): Promise<number> =>
  page
    .locator('.watch-seek input')
    .evaluate((input: HTMLInputElement) => Number(input.value) - Number(input.min))

/** A broadcast that is over: none of its playlists grows any more, and all of it is there to hear. */
test('from its first word on: voice where the link carries no picture, and back', async ({ page }) => {
  test.setTimeout(300_000)
  const world = await openLadderWorld({ container: 'fmp4', alone: 'same', past: 400, seconds: 400 })
  const { weather } = world
  try {
    await page.goto(`${world.address}/watch`)
    const player = page.locator('[data-rung]')
    await expect(player).toHaveAttribute('data-rung', 'video', { timeout: 60_000 })
    // What it keeps for later wants the link too.
    await expect(ready(page)).toBeVisible({ timeout: 60_000 })
    expect(await heardSo(page)).toBeLessThan(60)
    // Nobody is late for what is over.
    await page.locator('.watch-tools').waitFor({ timeout: 60_000 })
    await expect(page.locator('.watch-live, .watch-lag button')).toHaveCount(0)
    await startSampling(page)
    const from = await mark(page)
    await page.waitForTimeout(6_000)
    weather.set({ kbps: 40 })
    await expect(player).toHaveAttribute('data-rung', 'voice', { timeout: 100_000 })
    await page.waitForTimeout(10_000)
    weather.set({ kbps: null })
    await expect(player).toHaveAttribute('data-rung', 'video', { timeout: 60_000 })
    const all = await samples(page)
    expect(silence(all, from, await mark(page))).toBeLessThan(1)
    expectNoJump(all)

    // To its end, and from its start once more: neither the last minutes nor where this phone's copy begins.
    await page.locator('.watch-seek input').press('End')
    await expect(player).toHaveAttribute('data-phase', 'ended', { timeout: 100_000 })
    expect(await heardSo(page)).toBeGreaterThan(395)
    await page.locator('.watch-play').click()
    await expect.poll(() => heardSo(page), { timeout: 30_000 }).toBeLessThan(20)
    await expectHeard(page, 6000)
  } finally {
    await world.close()
  }
})
