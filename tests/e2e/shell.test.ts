import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import {
  choose,
  createWorld,
  languages,
  places,
  ready,
  settled,
  type World,
  watchTroubles,
} from './shell-world.ts'

let world: World

test.beforeAll(async () => {
  world = await createWorld()
})
test.afterAll(() => world.remove())

/** Headers, HTML, CSS and JavaScript as sent: what a server may send before the first acknowledgement (RFC 6928: ten segments of 1,460). */
const initialWindow = 14_600

const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(world.address + path)
  await settled(page)
}

test('a first visit is small, stays on our origin and keeps itself', async ({ page, context }) => {
  const troubles = watchTroubles(page, () => world.address)
  const wire = await context.newCDPSession(page)
  await wire.send('Network.enable')
  const paths = new Map<string, string>()
  const sent = new Map<string, number>()
  wire.on('Network.responseReceived', ({ requestId, response }) =>
    paths.set(requestId, new URL(response.url).pathname),
  )
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const path = paths.get(requestId) ?? ''
    sent.set(path, (sent.get(path) ?? 0) + encodedDataLength)
  })

  await go(page, '/read')
  await expect(ready(page)).toBeVisible()
  // The page and what it names itself: the entry and what the entry imports. Everything else is lazy.
  const html = await (await fetch(`${world.address}/`, { headers: { accept: 'text/html' } })).text()
  const named = new Set(html.match(/\/assets\/[\w.-]+\.(js|css)/g))
  const shell = ['/read', ...named].map((path) => sent.get(path) ?? Number.NaN)
  const bytes = shell.reduce((sum, one) => sum + one, 0)
  const all = [...sent.values()].reduce((sum, one) => sum + one, 0)
  console.log(`critical path: ${bytes} bytes in ${shell.length} files; ready offline: ${all} bytes`)
  expect(bytes).toBeGreaterThan(5_000)
  expect(bytes).toBeLessThan(initialWindow)

  for (const language of languages)
    for (const place of places) {
      await page.goto(`${world.address}/${place}`)
      await settled(page)
      await choose(page, language)
      // The language button stands at the end of the line, wherever that is.
      const end = await page.locator('.app-language').evaluate((button) => {
        const { left, right } = button.getBoundingClientRect()
        return document.documentElement.dir === 'rtl' ? left : innerWidth - right
      })
      expect(end).toBeLessThan(20)
    }
  expect(troubles).toEqual([])
})

test('without a server every place, every deep link and every wrong one opens; live things are never kept', async ({
  page,
}) => {
  await go(page, '/watch')
  await expect(ready(page)).toBeVisible()
  // Long enough at the broadcast for its playlists and the totals to have been asked for.
  await page.goto(`${world.address}/give`)
  await settled(page)
  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return lists.flat().map(({ url }) => new URL(url).pathname)
  })
  expect(kept).toContain('/index.html')
  expect(kept.filter((path) => /^\/(v1|edition|broadcast)\//.test(path) || path.endsWith('.m3u8'))).toEqual(
    [],
  )

  await world.stop()
  try {
    const crashes: Error[] = []
    page.on('pageerror', (error) => crashes.push(error))
    for (const place of places) {
      await page.goto(`${world.address}/${place}`)
      await settled(page)
      await expect(page.locator(`nav a[href="/${place}"]`)).toHaveAttribute('aria-current', 'page')
      await expect(ready(page)).toBeVisible()
    }
    await page.goto(`${world.address}/read/schools`)
    await expect(page.getByRole('heading', { level: 1, name: /A school within a walk/ })).toBeVisible()
    await expect(page.locator('main article')).toHaveText(/[\s\S]{600,}/)

    await choose(page, 'ur')
    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    await expect(page.locator('main article')).toContainText(/[\u0600-\u06ff]{3}/)
    await choose(page, 'en')

    await page.goto(`${world.address}/no/such/page`)
    await expect(page.getByRole('heading', { name: 'There is no such page.' })).toBeVisible()
    await page.locator('main').getByRole('link', { name: 'Go to Watch' }).click()
    await expect(page).toHaveURL(`${world.address}/watch`)
    expect(crashes).toEqual([])
  } finally {
    await world.serve()
  }
})

test('a wrong address shows a page with a way home', async ({ page }) => {
  await go(page, '/nothing-here')
  await expect(page.getByRole('heading', { name: 'There is no such page.' })).toBeVisible()
  await page.locator('main').getByRole('link', { name: 'Go to Watch' }).click()
  await settled(page)
  await expect(page.locator('nav a[aria-current="page"]')).toHaveText('Watch')
})

test('nothing scrolls sideways on the narrowest phone', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await go(page, '/packs')
  await expect(ready(page)).toBeVisible()
  for (const language of languages) {
    await choose(page, language)
    for (const path of ['/watch', '/read', '/read/schools', '/give', '/packs', '/nothing']) {
      await go(page, path)
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(over, `${path} in ${language}`).toBe(0)
    }
  }
})

test('by keyboard: the skip link first, then the state, the language, and the four places', async ({
  page,
}) => {
  await go(page, '/packs')
  await expect(ready(page)).toBeVisible()
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('href') ?? document.activeElement?.textContent)
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('#main')
  await expect(page.locator('.app-skip')).toBeInViewport()
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')

  await page.reload()
  await settled(page)
  await expect(page.locator('.app-status')).toContainText('Connected')
  const order: unknown[] = []
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press('Tab')
    order.push(await focused())
  }
  expect(order[2]).toMatch(/^Connected/)
  expect(order.toSpliced(2, 1)).toEqual(['#main', '/watch', 'اردو', '/watch', '/read', '/give', '/packs'])
  // Arriving by keyboard moves the focus to the new content.
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${world.address}/give`)
  const arrived = () => expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main')
  await arrived()
  // A place that was open before has nothing to load; focus arrives all the same.
  await page.locator('nav a[href="/read"]').press('Enter')
  await settled(page)
  await arrived()
  await page.locator('nav a[href="/give"]').press('Enter')
  await expect(page).toHaveURL(`${world.address}/give`)
  await arrived()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await go(page, '/packs')
    await expect(ready(page)).toBeVisible()
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    expect(ground).toBe(colorScheme === 'light' ? 'rgb(247, 244, 238)' : 'rgb(18, 22, 26)')
    for (const language of languages) {
      await choose(page, language)
      for (const path of ['/watch', '/read', '/read/schools', '/give', '/packs', '/nothing']) {
        await go(page, path)
        // Between the schemes only colours differ, so the dark run looks at those alone: axe takes a second and a half a page.
        const axe = new AxeBuilder({ page })
        if (colorScheme === 'dark') axe.withRules(['color-contrast'])
        const { violations } = await axe.analyze()
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
        expect(found, `${path} in ${language}`).toEqual([])
      }
    }
  })

test('before any JavaScript the name and the four places stand, styled, and lead on', async ({ browser }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  })
  const page = await context.newPage()
  const troubles = watchTroubles(page, () => world.address)
  await page.goto(`${world.address}/read`)
  await expect(page.locator('.app-brand')).toBeVisible()
  // Styled: the bar stands at the foot of the phone.
  const bar = await page.locator('.app-places').boundingBox()
  expect(bar && Math.round(bar.y + bar.height)).toBe(740)
  for (const place of places) {
    await page.locator(`nav a[href="/${place}"]`).click()
    await expect(page).toHaveURL(`${world.address}/${place}`)
  }
  expect(troubles).toEqual([])
  await context.close()
})
