import { expect, type Page, test } from '@playwright/test'
import { player as t } from '../../src/ui/languages/en.ts'
import { createEveningServer, type EveningServer } from './evening-server.ts'
import { type LadderWorld, openLadderWorld } from './ladder-world.ts'
import { expectHeard, expectNoJump, samples, startSampling } from './sampling.ts'

/**
 * Without Media Source Extensions of any kind, as on iPhones before iOS 17.1. Chromium plays HLS by itself as well, so that what is heard here is
 * real; it has no `getStartDate()` and lets nobody seek in what is live, so the place is proved with a broadcast that is over.
 */
const withoutMediaSource = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    for (const name of ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource', 'SourceBuffer'])
      Reflect.deleteProperty(globalThis, name)
  })

let server: EveningServer | null = null
let world: LadderWorld | null = null
test.afterEach(async () => {
  await server?.remove()
  await world?.close()
  server = world = null
})

test('live: the browser plays by itself, words go on beside it, and hls.js is not asked for', async ({
  page,
}) => {
  server = await createEveningServer()
  await server.start()
  const code: string[] = []
  page.on('request', (request) => code.push(request.url()))
  await withoutMediaSource(page)
  await page.goto(`${server.address}/watch`)
  await expect(page.locator('[data-rung]')).toHaveAttribute('data-rung', 'video', { timeout: 60_000 })
  const all = await expectHeard(page, 12_000)
  expect(all.at(-1)?.position).toBeGreaterThan((all[0]?.position ?? Number.NaN) + 10_000)
  await expect(page.locator('.watch-line').first()).toBeVisible()
  expect(code.some((url) => url.includes('/assets/hls-other-'))).toBe(true)
  expect(code.some((url) => /\/assets\/hls-(?!other)/.test(url))).toBe(false)
})

test('a broadcast that is over: the place left is gone on from, and kept when the voice alone is chosen', async ({
  page,
}) => {
  world = await openLadderWorld({ container: 'mpegts', alone: 'same', past: 150, seconds: 120 })
  const left = Date.now() - 110_000
  await withoutMediaSource(page)
  await page.addInitScript((position) => {
    localStorage.setItem('sada-watch-place', JSON.stringify({ position, at: Date.now() }))
  }, left)
  await page.goto(`${world.address}/watch`)
  const player = page.locator('[data-rung]')
  await expect(player).toHaveAttribute('data-rung', 'video', { timeout: 60_000 })
  await startSampling(page)
  await page.waitForTimeout(500)
  const [first] = await samples(page)
  // Programme time 0 is media time 0 here: 40 s in, where it was left.
  expect(first?.media).toBeGreaterThan(39)
  expect(first?.media).toBeLessThan(50)
  expect(Math.abs((first?.position ?? 0) - left - ((first?.media ?? 0) - 40) * 1000)).toBeLessThan(1500)

  await page.waitForTimeout(4000)
  await page.locator('.watch-tools').getByRole('button', { name: t.rung.menu }).click()
  await page.getByRole('menuitemradio', { name: t.rung.voice }).click()
  await expect(player).toHaveAttribute('data-rung', 'voice')
  expect(await page.evaluate(() => document.querySelector('video')?.src)).toContain('/sound/index.m3u8')
  await page.waitForTimeout(6000)
  const all = (await samples(page)).filter(({ media }) => media > 1)
  expectNoJump(all)
})

/** iPhones from iOS 17.1 on: Chromium's own, by the name and with the manners of Safari's. */
test('Managed Media Source alone: hls.js takes it, and it goes on through the browser’s wishes to stop fetching', async ({
  page,
}) => {
  server = await createEveningServer()
  await server.start()
  await page.addInitScript(() => {
    const Base = MediaSource
    class Managed extends Base {
      streaming = true
      constructor() {
        super()
        setInterval(() => {
          this.streaming = !this.streaming
          this.dispatchEvent(new Event(this.streaming ? 'startstreaming' : 'endstreaming'))
        }, 1500)
      }
    }
    Reflect.deleteProperty(globalThis, 'MediaSource')
    Object.assign(globalThis, { ManagedMediaSource: Managed })
  })
  await page.goto(`${server.address}/watch`)
  await expect(page.locator('[data-rung]')).toHaveAttribute('data-rung', 'video', { timeout: 60_000 })
  await expectHeard(page, 15_000)
  // Without it Safari does not open one.
  expect(await page.evaluate(() => document.querySelector('video')?.disableRemotePlayback)).toBe(true)
})

test('a browser that plays neither way says so, and shows the words', async ({ page }) => {
  server = await createEveningServer()
  await server.start()
  await withoutMediaSource(page)
  await page.addInitScript(() => {
    HTMLMediaElement.prototype.canPlayType = () => ''
  })
  await page.goto(`${server.address}/watch`)
  await expect(page.getByText('This browser cannot play the broadcast. Its words go on below.')).toBeVisible({
    timeout: 60_000,
  })
  await expect(page.locator('.watch-line').first()).toBeVisible()
})
