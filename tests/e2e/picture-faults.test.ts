import { expect, type Page, test } from '@playwright/test'
import { type Sample, sampleInPage } from '../bench/sample.ts'
import { leftCalmLink } from './earlier-visit.ts'
import { createEveningServer, type EveningServer } from './evening-server.ts'
import { createFaultyFront, type FaultyFront, pictureFaults } from './picture-faults.ts'

/** Only pictures have trouble: the voice must not notice. */
let server: EveningServer
let front: FaultyFront

test.beforeAll(async () => {
  server = await createEveningServer()
  await server.start()
})
test.afterAll(() => server.remove())
test.beforeEach(async ({ page }) => {
  front = await createFaultyFront(server.port)
  await page.addInitScript(sampleInPage)
})
test.afterEach(() => front.close())

/** From the first word on. */
const samplesOf = async (page: Page): Promise<Sample[]> => {
  const all = await page.evaluate(() => (window as unknown as { benchSamples: Sample[] }).benchSamples)
  return all.slice(all.findIndex(({ rung }) => rung === 'voice' || rung === 'video'))
}

/** Longest time for which the voice stood still, seconds; a busy machine may hold a sampler up for some of it. */
const longestStall = (samples: readonly Sample[]): number => {
  let longest = 0
  let movedAt = samples[0]?.at ?? 0
  for (const [i, { at, time }] of samples.entries()) {
    if (time !== samples[i - 1]?.time) movedAt = at
    longest = Math.max(longest, at - movedAt)
  }
  return longest / 1000
}
/** From now on so much more of the programme has been heard, seconds. */
const listen = async (page: Page, seconds: number): Promise<void> => {
  const time = (): Promise<number> => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0)
  const from = await time()
  await expect.poll(time, { timeout: (seconds + 60) * 1000 }).toBeGreaterThan(from + seconds)
}
/** Programme between the place at `at` (ms) and the first picture after it, seconds. */
const untilPicture = (samples: readonly Sample[], at: number): number => {
  const after = samples.filter((sample) => sample.at >= at)
  const shown = after.find(({ rung }) => rung === 'video')
  return (shown?.time ?? Number.POSITIVE_INFINITY) - (after[0]?.time ?? 0)
}
/** What plays to its end, the segment that has got its slate already, and three seconds. */
const soon = 4 + 4 + 3

for (const fault of pictureFaults)
  test(`pictures that are out of reach (${fault}) cost the voice nothing, and are back soon`, async ({
    page,
  }) => {
    front.fault = fault
    await page.goto(`${front.address}/watch`)
    const player = page.locator('[data-rung]')
    await expect(player).toHaveAttribute('data-rung', 'voice')
    await listen(page, 10)
    const before = await samplesOf(page)
    expect(new Set(before.map(({ rung }) => rung))).toEqual(new Set(['voice']))
    const mended = await page.evaluate(() => Date.now())
    front.fault = null
    await expect(player).toHaveAttribute('data-rung', 'video')
    await listen(page, 5)
    const samples = await samplesOf(page)
    expect(untilPicture(samples, mended)).toBeLessThan(soon)
    expect(longestStall(samples)).toBeLessThan(0.5)
  })

test('pictures that fail half-way give way to the voice at once, whatever is wrong with them', async ({
  page,
}) => {
  // Near live: pictures that are here already are shown to their end, a minute of them on a stranger's link.
  await leftCalmLink(page)
  await page.goto(`${front.address}/watch`)
  const player = page.locator('[data-rung]')
  await expect(player).toHaveAttribute('data-rung', 'video')
  for (const fault of pictureFaults) {
    front.fault = fault
    await expect(player).toHaveAttribute('data-rung', 'voice', { timeout: 90_000 })
    await listen(page, 6)
    front.fault = null
    await expect(player).toHaveAttribute('data-rung', 'video')
  }
  const samples = await samplesOf(page)
  expect(longestStall(samples)).toBeLessThan(0.5)
  expect(new Set(samples.map(({ rung }) => rung))).toEqual(new Set(['voice', 'video']))
})

test('a better picture that is out of reach leaves the lower one', async ({ page }) => {
  front.fault = 'gone'
  front.paths = /\/broadcast\/v240\//
  await page.goto(`${front.address}/watch`)
  await expect(page.locator('[data-rung]')).toHaveAttribute('data-rung', 'video')
  await listen(page, 12)
  const samples = await samplesOf(page)
  const first = samples.findIndex(({ rung }) => rung === 'video')
  expect(new Set(samples.slice(first).map(({ rung }) => rung))).toEqual(new Set(['video']))
  expect(longestStall(samples)).toBeLessThan(0.5)
})
