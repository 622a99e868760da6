import { expect, test } from '@playwright/test'
import { type LadderWorld, openLadderWorld } from './ladder-world.ts'
import { expectHeard, expectNoJump, mark, samples, silence, startSampling } from './sampling.ts'

/** Ladders that are not ours: the sound is inside the pictures, and the voice comes first all the same. */
let world: LadderWorld | null = null
test.afterEach(async () => {
  await world?.close()
  world = null
})

for (const [name, kind] of [
  ['MPEG-TS', { container: 'mpegts', alone: 'same' }],
  ['MPEG-TS, and its sound alone as packed AAC', { container: 'mpegts', alone: 'packed' }],
  ['fragmented MP4', { container: 'fmp4', alone: 'same' }],
] as const)
  test(`a variant of sound alone beside whole ones (${name}): voice where the link carries no picture, and back`, async ({
    page,
  }) => {
    world = await openLadderWorld(kind)
    const { weather } = world
    await page.goto(`${world.address}/watch`)
    const player = page.locator('[data-rung]')
    await expect(player).toHaveAttribute('data-rung', 'video', { timeout: 60_000 })
    await startSampling(page)
    const good = await mark(page)
    await page.waitForTimeout(6_000)

    weather.set({ kbps: 40 })
    await expect(player).toHaveAttribute('data-rung', 'voice', { timeout: 90_000 })
    await page.waitForTimeout(12_000)
    weather.set({ kbps: null })
    await expect(player).toHaveAttribute('data-rung', 'video', { timeout: 60_000 })
    await page.waitForTimeout(6_000)

    const all = await samples(page)
    expect(silence(all, good, await mark(page))).toBeLessThan(1)
    expectNoJump(all)
  })

for (const [name, container] of [
  ['MPEG-TS', 'mpegts'],
  ['fragmented MP4', 'fmp4'],
] as const)
  test(`sound only inside pictures (${name}): the leanest is the voice, fetched once, and survives an outage`, async ({
    page,
  }) => {
    world = await openLadderWorld({ container, alone: null })
    const { weather, asked } = world
    await page.goto(`${world.address}/watch`)
    const player = page.locator('[data-rung]')
    await expect(player).toHaveAttribute('data-rung', 'video', { timeout: 60_000 })
    await startSampling(page)
    const good = await mark(page)
    // The larger picture comes on a link that has room for both.
    await expect.poll(() => page.evaluate(() => document.querySelector('video')?.videoHeight)).toBe(240)

    // Too little for the larger one: the leanest, whose bytes are here with the voice, is what is seen.
    weather.set({ kbps: 150 })
    await expect
      .poll(() => page.evaluate(() => document.querySelector('video')?.videoHeight), { timeout: 90_000 })
      .toBe(144)
    await expect(player).toHaveAttribute('data-rung', 'video')
    await page.waitForTimeout(6_000)
    const cut = await mark(page)
    expect(silence(await samples(page), good, cut)).toBeLessThan(1)
    // Nothing of the leanest was fetched once for the ear and once for the eye.
    const lean = asked.filter((path) => /^low\/s\d+/.test(path))
    expect(lean.length - new Set(lean).size).toBeLessThanOrEqual(1)

    weather.set({ kbps: 150, outage: 'hang' })
    const before = (await samples(page)).at(-1)?.media ?? 0
    await expect(player).toHaveAttribute('data-rung', /text|stored/, { timeout: 150_000 })
    weather.set({ kbps: null })
    const heard = (await samples(page)).at(-1)?.media ?? 0
    expect(heard).toBeGreaterThan(before)
    await expect
      .poll(async () => (await samples(page)).at(-1)?.media ?? 0, { timeout: 60_000 })
      .toBeGreaterThan(heard + 5)
    expectNoJump(await samples(page))
  })

test('a broadcast that tells no programme time is played, and pictures come', async ({ page }) => {
  world = await openLadderWorld({ container: 'mpegts', alone: 'same', dated: false })
  await page.goto(`${world.address}/watch`)
  const player = page.locator('[data-rung]')
  await expect(player).toHaveAttribute('data-rung', 'video', { timeout: 60_000 })
  await expectHeard(page, 15_000)
})
