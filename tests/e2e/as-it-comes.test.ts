import { expect, type Page, test } from '@playwright/test'
import { createWeather } from '../../src/organiser/weather/weather.ts'
import { sada } from '../bench/players.ts'
import { createEveningServer, type EveningServer } from './evening-server.ts'
import { expectNoJump, samples, startSampling } from './sampling.ts'

/** A link that carries little more than the voice: what comes of it is heard, whether its segment is whole or not. */
let server: EveningServer
test.beforeAll(async () => {
  server = await createEveningServer()
  await server.start()
})
test.afterAll(() => server.remove())

const isVoice = (url: string): boolean => /voice-low\/s\d+\.m4s/.test(url)
const heardSoFar = async (page: Page): Promise<number> => {
  const all = await samples(page)
  return (all.at(-1)?.media ?? 0) - (all.find(({ media }) => media > 0)?.media ?? 0)
}
/** Where the voice that is here ends, media time, seconds. */
const bufferedUntil = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { buffered } = document.querySelector('video') as HTMLVideoElement
    return buffered.length > 0 ? buffered.end(buffered.length - 1) : 0
  })

test('the first word is heard before its segment is whole; where the link falls in the middle of one, all that came of it, and then the rest', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const weather = await createWeather({ upstream: { host: '127.0.0.1', port: server.port } })
  let whole = 0
  try {
    // The app is on the phone, the player's 130 kB of code too, the broadcast is not.
    const player = await sada()
    await player.prepare(page, weather.address)
    page.on('requestfinished', (request) => {
      if (isVoice(request.url())) whole++
    })
    weather.set({ kbps: 26 })
    await player.start(page, weather.address)
    await startSampling(page)
    await expect.poll(() => heardSoFar(page), { timeout: 60_000, intervals: [50] }).toBeGreaterThan(0.2)
    expect(whole).toBe(0)

    await expect.poll(() => whole, { timeout: 60_000, intervals: [50] }).toBeGreaterThan(1)
    const before = whole
    await page.waitForTimeout(300)
    const atSeam = await bufferedUntil(page)
    // A segment takes this link more than three seconds.
    await page.waitForTimeout(1700)
    weather.set({ kbps: 26, outage: 'hang' })
    await page.waitForTimeout(8000)
    expect(whole).toBe(before)
    const cut = (await samples(page)).at(-1)?.media ?? 0
    expect(cut).toBeGreaterThan(atSeam + 0.5)

    weather.set({ kbps: 200 })
    await expect
      .poll(async () => (await samples(page)).at(-1)?.media ?? 0, { timeout: 60_000 })
      .toBeGreaterThan(cut + 6)
    expectNoJump((await samples(page)).filter(({ media }) => media > 0))
  } finally {
    await weather.close()
  }
})
