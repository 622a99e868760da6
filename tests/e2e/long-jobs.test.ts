import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { createWeather, type WeatherServer } from '../../src/organiser/weather/weather.ts'
import { playerBytes } from '../../src/watch/screen/use-first-code.ts'
import { createWorld, ready, status, type World } from './shell-world.ts'

/*
 * Jobs that take more than a second on a phone with a bad link, or a bad card: each says how far it is, in bytes or parts, and can be stopped, and what was
 * stopped is whole and goes on. Nastaliq is in nastaliq.test.ts, taking a pack in packs-ways.test.ts, donations in status.test.ts.
 */
let world: World
let weather: WeatherServer
test.beforeAll(async () => {
  world = await createWorld()
})
test.afterAll(() => world.remove())
test.beforeEach(async () => {
  weather = await createWeather({
    upstream: { host: '127.0.0.1', port: Number(new URL(world.address).port) },
    host: '127.0.0.1',
    port: 0,
  })
})
test.afterEach(() => weather.close())

/** How far it is, 0 to 1. */
const far = (bar: Locator) => bar.evaluate((element: HTMLProgressElement) => element.value / element.max)
const moves = async (bar: Locator) => {
  const before = await far(bar)
  await expect.poll(() => far(bar), { timeout: 60_000 }).toBeGreaterThan(before)
}
/** Reading is slow from now on, as from a bad card; `0` as it was. */
const slowCard = (page: Page, ms: number) =>
  page.evaluate((wait) => {
    const proto = Blob.prototype as Blob & { original?: Blob['arrayBuffer'] }
    proto.original ??= proto.arrayBuffer
    const { original } = proto
    proto.arrayBuffer = async function () {
      await new Promise((resolve) => setTimeout(resolve, wait))
      return original.call(this)
    }
  }, ms)

test('the edition and single things, over 50 kbit/s: bytes, a stop, and going on from there', async ({
  page,
}) => {
  weather.set({ kbps: 50 })
  await page.goto(`${weather.address}/packs`)
  const bar = page.locator('.packs-sync').getByRole('progressbar')
  await expect(bar).toBeVisible({ timeout: 120_000 })
  await expect(page.locator('.packs-sync')).toContainText(/\d+ of \d+ files, .*[kM]B of .*MB/)
  await expect(status(page)).toContainText(/Saving .*[kM]B/)
  // Words come in one breath; what is measured is what comes after them.
  await expect.poll(() => far(bar), { timeout: 120_000 }).toBeGreaterThan(0.1)
  await moves(bar)
  const before = await far(bar)
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Continue' }).click()
  // Files that were whole stay; of those under way less than a large one's piece is lost.
  await expect.poll(() => far(bar).catch(() => 0), { timeout: 60_000 }).toBeGreaterThan(before - 0.3)
  weather.set({ kbps: null })
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })

  // One speech's sound, taken off and wanted back.
  await page.goto(`${weather.address}/read/price-of-a-canal`)
  await page.getByRole('button', { name: /^Remove/ }).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  await page.reload()
  weather.set({ kbps: 50 })
  await page.getByRole('button', { name: /^Get/ }).first().click()
  const one = page.locator('.library-keep').getByRole('progressbar')
  await expect(one).toBeVisible()
  await expect(page.locator('.library-keep')).toContainText(/[kM]B/)
  await page.locator('.library-keep').getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('button', { name: /^Get/ }).first()).toBeVisible()
  weather.set({ kbps: null })
  await page.getByRole('button', { name: /^Get/ }).first().click()
  await expect(page.getByRole('button', { name: /^Remove/ })).toBeVisible({ timeout: 60_000 })
})

test('the player says what it weighs while it comes for the first time, and one can leave', async ({
  page,
}) => {
  const sent = readdirSync('dist/assets')
    .filter((name) => /^(hls(?!-other)|Playing)-.*\.js$/.test(name))
    .reduce((sum, name) => sum + brotliCompressSync(readFileSync(join('dist/assets', name))).length, 0)
  expect(Math.abs(sent - playerBytes)).toBeLessThan(playerBytes / 20)

  await page.goto(`${weather.address}/read`)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })
  weather.set({ kbps: 50 })
  const bar = page.getByRole('navigation')
  await bar.getByRole('link', { name: 'Watch' }).click()
  await expect(page.locator('.watch-instead')).toContainText('The player comes first, this once: 168 kB')
  await bar.getByRole('link', { name: 'Read' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Read' })).toBeVisible()
  weather.set({ kbps: null })
  await bar.getByRole('link', { name: 'Watch' }).click()
  await expect(page.locator('[data-rung="video"]')).toBeVisible({ timeout: 90_000 })
})

test('making a pack, saving a copy, looking into a pack, erasing: from a slow card', async ({ page }) => {
  await page.goto(`${world.address}/packs`)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })
  await page.reload()
  const section = (name: string) =>
    page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) })

  const make = section('Make a pack')
  await make.getByRole('button', { name: 'Make the pack' }).waitFor()
  await slowCard(page, 300)
  await make.getByRole('button', { name: 'Make the pack' }).click()
  await expect(make).toContainText(/Making: .*[kM]B of .*[kM]B/)
  await moves(make.getByRole('progressbar'))
  await make.getByRole('button', { name: 'Cancel' }).click()
  await slowCard(page, 0)
  await make.getByRole('button', { name: 'Make the pack' }).click()
  await expect(make.getByRole('heading', { name: 'The pack is ready' })).toBeVisible()
  await page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }))
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    make.getByRole('button', { name: 'Save as a file' }).click(),
  ])
  const file = await download.path()

  const room = section('Room on this phone')
  await slowCard(page, 300)
  await room.getByRole('button', { name: 'Save a copy' }).click()
  await expect(room).toContainText(/Making: .*[kM]B of .*[kM]B/, { timeout: 60_000 })
  await moves(room.getByRole('progressbar', { name: /^Making/ }))
  await room.getByRole('button', { name: 'Cancel' }).click()
  await slowCard(page, 0)
  await room.getByRole('button', { name: 'Save a copy' }).click()
  await expect(room.getByRole('heading', { name: 'The pack is ready' })).toBeVisible()

  const open = section('Open a pack')
  await slowCard(page, 1000)
  await page.locator('.packs-file input').setInputFiles(file)
  await expect(open.getByText('Looking into it…')).toBeVisible()
  await open.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.locator('.packs-file')).toBeVisible()
  await slowCard(page, 0)
  await page.locator('.packs-file input').setInputFiles(file)
  await expect(open.getByRole('heading', { name: 'What is in this file' })).toBeVisible()

  // There is no stopping half-way, so it says how many of its parts are done.
  await page.evaluate(() => {
    const { delete: remove } = CacheStorage.prototype
    CacheStorage.prototype.delete = async function (name) {
      await new Promise((resolve) => setTimeout(resolve, 700))
      return remove.call(this, name)
    }
  })
  await page.getByRole('button', { name: 'Erase everything on this phone' }).click()
  await page.getByRole('button', { name: 'Yes, erase everything' }).click()
  await expect(page.getByText(/Erasing… [1-9] \/ \d/)).toBeVisible()
  await expect(page.getByText('Everything is erased.')).toBeVisible()
})
