import { expect, type Page, test } from '@playwright/test'
import { openBlocked } from './blocked.ts'
import { choose, createWorld, places, settled, status, type World } from './shell-world.ts'

test.setTimeout(90_000)

let world: World

test.beforeAll(async () => {
  world = await createWorld()
})
test.afterAll(() => world.remove())

/** Runs in the page: whether IndexedDB lets it in. */
const tryToStore = (): Promise<string> =>
  new Promise((resolve) => {
    try {
      const opening = indexedDB.open('probe')
      opening.onsuccess = () => resolve('stored')
      opening.onerror = () => resolve('refused')
    } catch {
      resolve('refused')
    }
  })

test('storage blocked: said in every place that needs it; reading and the broadcast work for this visit', async () => {
  const { context, close } = await openBlocked({ viewport: { width: 360, height: 740 }, locale: 'en-GB' })
  try {
    const page = await context.newPage()
    const crashes: string[] = []
    page.on('pageerror', (error) => crashes.push(error.message))
    const blocked = page.locator('main').getByText(/browser does not let us store anything/)

    await page.goto(`${world.address}/packs`)
    await settled(page)
    // The setting really bites.
    expect(await page.evaluate(tryToStore)).toBe('refused')
    await expect(blocked.first()).toBeVisible()
    await expect(
      page.getByText(/Everything is open, but only for this visit|memory only/).first(),
    ).toBeVisible()
    await expect(status(page)).toHaveAttribute('data-ready', 'false')

    await page.goto(`${world.address}/read`)
    await page
      .getByRole('link', { name: /A school within a walk/ })
      .first()
      .click()
    await expect(page.locator('main article')).toHaveText(/[\s\S]{600,}/)

    await page.goto(`${world.address}/give`)
    await settled(page)
    await expect(blocked.first()).toBeVisible()

    await page.goto(`${world.address}/watch`)
    // The tap on the chapter above lets this browser start the sound by itself.
    await expect(page.locator('.watch')).toHaveAttribute('data-rung', /voice|video/)
    await choose(page, 'ur')
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    expect(crashes).toEqual([])
  } finally {
    await close()
  }
})

/** The phone has room for `bytes` more or less for this site. */
const limit = async (page: Page, bytes: number): Promise<void> => {
  const wire = await page.context().newCDPSession(page)
  await wire.send('Storage.overrideQuotaForOrigin', { origin: world.address, quotaSize: bytes })
}

test('storage full on the first visit: said with what to do, the words are readable, nothing breaks', async ({
  page,
}) => {
  const crashes: string[] = []
  page.on('pageerror', (error) => crashes.push(error.message))
  await limit(page, 4_000)
  await page.goto(`${world.address}/packs`)
  await settled(page)
  await expect(
    page
      .locator('main')
      .getByText(/storage is full/)
      .first(),
  ).toBeVisible()
  await expect(
    page
      .locator('main')
      .getByText(/Free some space/)
      .first(),
  ).toBeVisible()
  await expect(status(page)).toHaveAttribute('data-ready', 'false')
  for (const place of places) {
    await page.locator(`nav a[href="/${place}"]`).click()
    await settled(page)
  }
  await page.locator('nav a[href="/read"]').click()
  await page
    .getByRole('link', { name: /A school within a walk/ })
    .first()
    .click()
  await expect(page.locator('main article')).toHaveText(/[\s\S]{600,}/)
  expect(crashes).toEqual([])
})

// That a donation which finds no room is refused with what was typed is shown in src/give: Chromium lets the few bytes of one through.
test('storage that fills up midway loses nothing that was kept: the words and the app open without a server', async ({
  page,
}) => {
  await limit(page, 1_200_000)
  await page.goto(`${world.address}/packs`)
  await expect(
    page
      .locator('main')
      .getByText(/storage is full/)
      .first(),
  ).toBeVisible()
  await expect(page.getByText('Part of it is on this phone')).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await world.stop()
  try {
    await page.goto(`${world.address}/read/schools`)
    await expect(page.locator('main article')).toHaveText(/[\s\S]{600,}/)
    await expect(status(page)).toHaveAttribute('data-ready', 'false')
  } finally {
    await world.serve()
  }
})
