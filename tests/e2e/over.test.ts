import { expect, test } from '@playwright/test'
import { openLadderWorld } from './ladder-world.ts'
import { expectNoJump, mark, samples, silence, startSampling } from './sampling.ts'
import { ready } from './shell-world.ts'

/** A broadcast that is over: none of its playlists grows any more, and all of it is there to hear. */
test('from its first word on: voice where the link carries no picture, and back', async ({ page }) => {
  test.setTimeout(240_000)
  const world = await openLadderWorld({ container: 'fmp4', alone: 'same', past: 400, seconds: 400 })
  const { weather } = world
  try {
    await page.goto(`${world.address}/watch`)
    const player = page.locator('[data-rung]')
    await expect(player).toHaveAttribute('data-rung', 'video', { timeout: 60_000 })
    // What it keeps for later wants the link too.
    await expect(ready(page)).toBeVisible({ timeout: 60_000 })
    await page.locator('.watch-seek input').press('Home')
    await expect(player).toHaveAttribute('data-rung', 'video', { timeout: 60_000 })
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
  } finally {
    await world.close()
  }
})
