import { expect, test } from '@playwright/test'
import { createWeather } from '../../src/organiser/weather/weather.ts'
import { leftCalmLink } from './earlier-visit.ts'
import { createEveningServer, type EveningServer } from './evening-server.ts'
import { expectNoJump, mark, samples, silence, startSampling } from './sampling.ts'
import { ready } from './shell-world.ts'

let server: EveningServer

test.beforeAll(async () => {
  server = await createEveningServer()
  await server.start()
})
test.afterAll(() => server.remove())

for (const outage of ['hang', 'reset'] as const) {
  test(`the cut (${outage}): 40 kbit/s, dead for 45 s, back; resumes where it was cut`, async ({ page }) => {
    test.setTimeout(420_000)
    const weather = await createWeather({
      upstream: { host: '127.0.0.1', port: server.port },
      host: '127.0.0.1',
      port: 0,
    })
    try {
      await leftCalmLink(page)
      await page.goto(`${weather.address}/watch`)
      const player = page.locator('[data-rung]')
      await expect(player).toHaveAttribute('data-rung', 'video', { timeout: 60_000 })
      await expect(ready(page)).toBeVisible({ timeout: 120_000 })
      await startSampling(page)
      await page.waitForTimeout(5_000)

      const slow = await mark(page)
      weather.set({ kbps: 40 })
      await expect(player).toHaveAttribute('data-rung', 'voice', { timeout: 60_000 })
      await page.waitForTimeout(15_000)

      const dead = await mark(page)
      weather.set({ kbps: 40, outage })
      await page.waitForTimeout(45_000)
      const back = await mark(page)
      const during = await samples(page)
      weather.set({ kbps: null })

      const lastHeard = during.at(-1)?.media ?? 0
      await expect
        .poll(async () => (await samples(page)).at(-1)?.media ?? 0, { timeout: 60_000 })
        .toBeGreaterThan(lastHeard + 5)
      const all = await samples(page)

      // Voice went on at 40 kbit/s: programme time advanced as fast as the clock, but for one second of grace.
      expect(silence(all, slow, dead)).toBeLessThan(1)
      // Once the buffer was heard out, the screen said text or stored.
      const rungs = new Set(
        all.filter((sample) => sample.at > dead && sample.at < back).map((sample) => sample.rung),
      )
      expect([...rungs].some((rung) => rung === 'text' || rung === 'stored')).toBe(true)
      // While it waited, the programme time on screen was that of the last word heard, and playback went on from there.
      const cut = during.at(-1)
      const resumed = all.find(({ at, media }) => at > back && media > lastHeard + 0.05)
      expect(Math.abs((resumed?.position ?? Number.NaN) - (cut?.position ?? Number.NaN))).toBeLessThan(1000)
      expectNoJump(all)
    } finally {
      await weather.close()
    }
  })
}

test('a first visit listens a minute behind live: nothing is heard of 30 s without a link', async ({
  page,
}) => {
  const weather = await createWeather({ upstream: { host: '127.0.0.1', port: server.port } })
  try {
    await page.goto(`${weather.address}/watch`)
    const player = page.locator('[data-rung]')
    await expect(player).toHaveAttribute('data-rung', 'video', { timeout: 60_000 })
    await expect(ready(page)).toBeVisible({ timeout: 120_000 })
    await startSampling(page)
    await page.waitForTimeout(20_000)
    const dead = await mark(page)
    weather.set({ kbps: null, outage: 'hang' })
    await page.waitForTimeout(30_000)
    weather.set({ kbps: null })
    await page.waitForTimeout(10_000)
    const all = await samples(page)
    expect(silence(all, dead, Number.POSITIVE_INFINITY)).toBeLessThan(0.3)
    expectNoJump(all)
  } finally {
    await weather.close()
  }
})
