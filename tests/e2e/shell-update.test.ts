import { expect, type Page, test } from '@playwright/test'
import { createWorld, publish, ready, settled, type World } from './shell-world.ts'

let world: World

test.beforeEach(async () => {
  world = await createWorld()
})
test.afterEach(() => world.remove())

const version = (page: Page) => page.locator('html').getAttribute('data-version')
const notice = (page: Page) => page.getByText('A new version is ready.')

/** How often the page is loaded from now on. */
const countLoads = (page: Page): (() => number) => {
  let loads = 0
  page.on('load', () => {
    loads++
  })
  return () => loads
}

/** What an open page does every hour and whenever it comes online. */
const lookForUpdate = (page: Page) => page.evaluate(() => dispatchEvent(new Event('online')))

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
