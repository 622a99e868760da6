import { expect, type Page, test } from '@playwright/test'
import { player as t } from '../../src/ui/languages/en.ts'
import { left, leftCalmLink } from './earlier-visit.ts'
import { focused, tabTo } from './keyboard.ts'
import { programmeNow } from './programme-now.ts'
import { createWorld, type World } from './shell-world.ts'

/** What a listener can notice of the player's controls, in a real browser. */
let world: World
test.beforeAll(async () => {
  world = await createWorld()
})
test.afterAll(() => world.remove())

const watch = (page: Page) => page.locator('.watch')
const tool = (page: Page, name: string) => page.locator('.watch-tools').getByRole('button', { name })

const open = async (page: Page, rung = /^v/) => {
  await page.goto(`${world.address}/watch`)
  await expect(watch(page)).toHaveAttribute('data-rung', rung, { timeout: 90_000 })
  await page.locator('.watch-tools').waitFor({ timeout: 90_000 })
}
const media = (page: Page) =>
  page.locator('video').evaluate(({ currentTime, playbackRate, paused, muted }: HTMLVideoElement) => ({
    currentTime,
    playbackRate,
    paused,
    muted,
  }))

/** Media that is asked for from now on, by the kind its folder names. */
const countAsked = (page: Page) => {
  const asked = { video: 0, voice: 0 }
  page.on('request', (request) => {
    const [, kind] = /\/broadcast\/(v|voice-)\w*\/\w+\.m4s/.exec(request.url()) ?? []
    if (kind) asked[kind === 'v' ? 'video' : 'voice']++
  })
  return asked
}

test('by keyboard alone: rung by its cost, full screen with words over the picture, the list of keys', async ({
  page,
}) => {
  await open(page)
  const rungs = tool(page, t.rung.menu)
  await tabTo(page, rungs)
  await page.keyboard.press('Enter')
  await expect(focused(page)).toHaveAttribute('role', 'menuitemradio')
  await expect(page.getByRole('menuitemradio', { name: /240p.*[kM]B an hour/ })).toBeVisible()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await expect(focused(page)).toContainText(t.rung.voice)
  await page.keyboard.press('Enter')
  await expect(rungs).toBeFocused()
  await expect(watch(page)).toHaveAttribute('data-rung', 'voice')
  await expect(page.locator('.watch-pin input').first()).toBeChecked()
  await page.keyboard.press('c')
  await expect(page.locator('.watch-captions span')).not.toBeEmpty()
  await page.keyboard.press('f')
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.className)).toBe('watch')
  await expect(page.locator('.watch-captions')).toBeVisible()
  await expect(page.locator('.watch-words')).toBeHidden()
  await page.keyboard.press('f')
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: t.keys.title })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('m')
  expect((await media(page)).muted).toBe(true)
  await page.keyboard.press('k')
  await expect(watch(page)).toHaveAttribute('data-playing', 'false')
  const before = Number(await watch(page).getAttribute('data-position'))
  await page.keyboard.press('j')
  await expect
    .poll(async () => before - Number(await watch(page).getAttribute('data-position')))
    .toBeGreaterThan(9_000)
})

test('where the browser can, the picture stands apart', async ({ page }) => {
  await open(page)
  const can = await page.evaluate(() => document.pictureInPictureEnabled)
  const button = tool(page, t.inPicture)
  if (!can) return expect(button).toHaveCount(0)
  await button.click()
  await expect
    .poll(() => page.evaluate(() => document.pictureInPictureElement?.tagName ?? 'refused'))
    .toMatch(/VIDEO|refused/)
})

test('a hidden page fetches no pictures and goes on sounding; seen again, they come back', async ({
  page,
}) => {
  await open(page, /video/)
  // Playwright has every page believe that it is in front: what the page is told is made up, all else is real.
  const hide = (hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)
  await hide(true)
  await expect(watch(page)).toHaveAttribute('data-rung', 'voice', { timeout: 120_000 })
  const asked = countAsked(page)
  const { currentTime } = await media(page)
  await expect
    .poll(async () => (await media(page)).currentTime - currentTime, { timeout: 90_000 })
    .toBeGreaterThan(10)
  expect(asked.video).toBe(0)
  expect(asked.voice).toBeGreaterThan(0)
  await hide(false)
  await expect(watch(page)).toHaveAttribute('data-rung', 'video', { timeout: 120_000 })
})

test('a limit steps down before it is reached, asks at it while the voice goes on, and words alone stop the voice', async ({
  page,
}) => {
  await left(page, 'sada-watch-data', { cap: 1e6, used: 700_000, at: Date.now() })
  await open(page)
  await expect(page.getByText(t.data.near)).toBeVisible({ timeout: 120_000 })
  const alert = page.locator('.watch-asks')
  await expect(alert).toBeVisible({ timeout: 200_000 })
  const { currentTime } = await media(page)
  await expect
    .poll(async () => (await media(page)).currentTime, { timeout: 60_000 })
    .toBeGreaterThan(currentTime + 3)
  await alert.getByRole('button', { name: /^Words only/ }).click()
  await expect(watch(page)).toHaveAttribute('data-rung', 'text')
  await expect(alert).toHaveCount(0)
  const asked = countAsked(page)
  const lines = page.locator('.watch-line')
  const count = await lines.count()
  await expect.poll(() => lines.count(), { timeout: 120_000 }).toBeGreaterThan(count)
  expect(asked).toEqual({ video: 0, voice: 0 })
  // Nor is the voice's list asked for with every segment that nobody hears.
  let lists = 0
  page.on('request', (request) => {
    if (/\/voice-\w+\/index\.m3u8/.test(request.url())) lists++
  })
  await page.waitForTimeout(20_000)
  expect(lists).toBeLessThan(3)
  expect((await media(page)).paused).toBe(true)
  await page.locator('.watch-start').click()
  await expect(watch(page)).toHaveAttribute('data-rung', 'voice', { timeout: 60_000 })
})

test('goes on where it was, says so, and catches up at 1.5 until live by itself', async ({ page }) => {
  const at = Date.now()
  await left(page, 'sada-watch-place', { position: at - 50_000, at })
  await leftCalmLink(page)
  await open(page)
  await expect(page.locator('.watch-lag .notice')).toContainText('Going on where you were')
  const catchUp = page.getByRole('button', { name: t.behind.catchUp })
  await catchUp.click()
  await expect.poll(async () => (await media(page)).playbackRate, { timeout: 60_000 }).toBeGreaterThan(1.2)
  await expect.poll(async () => (await media(page)).playbackRate, { timeout: 200_000 }).toBe(1)
  const behind = () => watch(page).getAttribute('data-behind').then(Number)
  await expect.poll(behind, { timeout: 200_000 }).toBeLessThan(25)
  await expect.poll(async () => (await media(page)).playbackRate).toBe(1)
  // Remembered: the next visit hastens as well.
  expect(await page.evaluate(() => localStorage.getItem('sada-watch-catch-up'))).toBe('yes')
})

test('the programme stands on the line and in a list to tap; the words are searched, and a line copied', async ({
  browser,
}) => {
  const own = await createWorld()
  try {
    await programmeNow(own, 4)
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await context.newPage()
    await page.goto(`${own.address}/watch`)
    await tool(page, t.chapters.menu).click({ timeout: 120_000 })
    await expect(page.locator('.watch-chapter')).toHaveText('The Chair’s address')
    await expect(page.locator('.watch-mark')).toHaveCount(1)
    await page.getByRole('menuitemradio', { name: /Welcome/ }).click()
    await expect(page.locator('.watch-chapter')).toHaveText('Welcome', { timeout: 60_000 })
    await page.locator('.watch-line').nth(3).waitFor({ timeout: 60_000 })
    await page.locator('.watch-find input').fill('the')
    await expect(page.locator('[data-found] mark').first()).toBeVisible()
    await page.getByRole('button', { name: t.words.copy }).click()
    // What reads the clipboard is the person, not the page: its policy allows no page to.
    const field = page.locator('.watch-find input')
    await field.fill('')
    await field.press('Control+V')
    await expect(field).toHaveValue(/\d:\d\d.* .*the/i)
    await context.close()
  } finally {
    await own.remove()
  }
})
