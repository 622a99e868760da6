import { expect, test } from '@playwright/test'
import { createWeather } from '../../src/organiser/weather/weather.ts'
import { createEveningServer, type EveningServer } from './evening-server.ts'
import { expectNoJump, mark, samples, silence, startSampling } from './sampling.ts'

let server: EveningServer
test.beforeAll(async () => {
  server = await createEveningServer()
  await server.start()
})
test.afterAll(() => server.remove())

test('a first visit to the broadcast on a thin link: the edition waits for the voice, and comes when there is room', async ({
  page,
}) => {
  test.setTimeout(360_000)
  const weather = await createWeather({ upstream: { host: '127.0.0.1', port: server.port } })
  try {
    const files: number[] = []
    page.on('request', (request) => {
      if (/\/edition\/(?!manifest)/.test(request.url())) files.push(Date.now())
    })
    weather.set({ kbps: 64 })
    await page.goto(`${weather.address}/watch`, { timeout: 120_000 })
    const player = page.locator('[data-rung]')
    await expect(player).toHaveAttribute('data-rung', /^v/, { timeout: 120_000 })
    await startSampling(page)
    const heard = await mark(page)
    await page.waitForTimeout(40_000)
    const all = await samples(page)
    expect(silence(all, heard, Number.POSITIVE_INFINITY)).toBeLessThan(1)
    expectNoJump(all)
    const asked = files.length
    weather.set({ kbps: null })
    await expect(page.locator('.app-status[data-ready="true"]')).toBeVisible({ timeout: 120_000 })
    expect(files.length).toBeGreaterThan(asked)
  } finally {
    await weather.close()
  }
})
