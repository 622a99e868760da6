import { expect, type Page, test } from '@playwright/test'
import { countLoads, lookForUpdate, notice, publish, publishAnew, version } from './publish.ts'
import { createWorld, ready, settled, type World } from './shell-world.ts'

let world: World

test.beforeEach(async () => {
  world = await createWorld()
})
test.afterEach(() => world.remove())

test('a new version waits for consent, then takes over both tabs with one reload each', async ({
  page,
  context,
}) => {
  await page.goto(`${world.address}/read`)
  await expect(ready(page)).toBeVisible()
  const other = await context.newPage()
  await other.goto(`${world.address}/give`)
  await settled(other)

  await publish(world, 'second')
  await lookForUpdate(page)
  await expect(notice(page)).toBeVisible()
  await expect(notice(other)).toBeVisible()

  // Not asked for yet: a reload is still the old version, and asks again.
  await other.reload()
  expect(await version(other)).toBeNull()
  await expect(notice(other)).toBeVisible()
  await other.getByRole('button', { name: 'Later' }).click()
  await expect(notice(other)).toHaveCount(0)

  const [loads, otherLoads] = [countLoads(page), countLoads(other)]
  await page.getByRole('button', { name: 'Update now' }).click()
  await expect.poll(() => version(page)).toBe('second')
  await expect.poll(() => version(other)).toBe('second')
  await expect(page).toHaveURL(`${world.address}/read`)
  await expect(ready(page)).toBeVisible()
  await expect(ready(other)).toBeVisible()
  await expect(notice(page)).toHaveCount(0)
  expect([loads(), otherLoads()]).toEqual([1, 1])

  // The new version is the one that is kept.
  await world.stop()
  await page.reload()
  expect(await version(page)).toBe('second')
  await settled(page)
})

/** The link goes and comes: the browser itself says so. */
const reconnect = async (page: Page): Promise<void> => {
  await page.context().setOffline(true)
  await page.context().setOffline(false)
}

test('found when the link comes back; what was typed and where one listened are there after the load', async ({
  page,
}) => {
  await page.goto(`${world.address}/read/chairs-address`)
  await expect(ready(page)).toBeVisible()
  await page.locator('.library-play').click()
  const at = () => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime)
  await page.locator('audio').evaluate((audio: HTMLAudioElement) => {
    audio.currentTime = 20
  })
  await expect.poll(at).toBeGreaterThan(21)
  await page.locator('nav a[href="/give"]').click()
  const name = page.getByLabel(/^Name/)
  await page.getByRole('radio', { name: /1,500/ }).click()
  await name.fill('Sadia Rahman')

  await publishAnew(world, 'second')
  await reconnect(page)
  const loads = countLoads(page)
  await page.getByRole('button', { name: 'Update now' }).click()
  await expect.poll(() => version(page)).toBe('second')
  await expect(page.getByRole('radio', { name: /1,500/ })).toBeChecked()
  await expect(name).toHaveValue('Sadia Rahman')
  await page.goto(`${world.address}/read/chairs-address`)
  await page.locator('.library-play').click()
  await expect.poll(at).toBeGreaterThan(19)
  // Each address that was gone to, and one for the update.
  expect(loads()).toBe(2)
})

test('what is typed in the very moment of agreeing is kept', async ({ page }) => {
  await page.goto(`${world.address}/give`)
  await expect(ready(page)).toBeVisible()
  await publish(world, 'second')
  await lookForUpdate(page)
  await expect(notice(page)).toBeVisible()
  await page.getByLabel(/^Name/).fill('Bilal')
  await page.getByRole('button', { name: 'Update now' }).click()
  await expect.poll(() => version(page)).toBe('second')
  await expect(page.getByLabel(/^Name/)).toHaveValue('Bilal')
})

test('a broadcast is not broken into: not told of, nor loaded when another tab agrees, until it is left; its place is kept', async ({
  page,
  context,
}) => {
  const watching = page.locator('.watch')
  await page.goto(`${world.address}/read`)
  await expect(ready(page)).toBeVisible()
  await page.locator('nav a[href="/watch"]').click()
  await expect(watching).toHaveAttribute('data-playing', 'true')
  // What comes late with the player is here: a server that goes in the midst of it leaves Chromium's worker with an answer in hand for minutes.
  await expect(page.getByRole('group', { name: 'More controls' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Save to the library' })).toBeVisible()
  const other = await context.newPage()
  await other.goto(`${world.address}/give`)
  await settled(other)

  await publishAnew(world, 'second')
  await lookForUpdate(page)
  await expect(notice(other)).toBeVisible()
  await expect(notice(page)).toHaveCount(0)
  const loads = countLoads(page)
  await other.getByRole('button', { name: 'Update now' }).click()
  await expect.poll(() => version(other)).toBe('second')
  const position = () => watching.getAttribute('data-position').then(Number)
  const before = await position()
  await expect.poll(position).toBeGreaterThan(before + 3000)
  expect(loads()).toBe(0)

  // Left: its code for other places may be gone, so now is the time.
  const left = await position()
  await page.locator('nav a[href="/packs"]').click()
  await expect.poll(() => version(page)).toBe('second')
  await expect(page).toHaveURL(`${world.address}/packs`)
  expect(loads()).toBe(1)
  await page.locator('nav a[href="/watch"]').click()
  await expect.poll(position).toBeGreaterThan(left - 1500)
  expect(await position()).toBeLessThan(left + 15_000)
})
