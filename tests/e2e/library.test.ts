import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { choose, createWorld, ready, settled, type World } from './shell-world.ts'

/** Reading and hearing what is on the phone, mostly with no server there at all. */
let world: World
/** `SADA_SHOTS=<folder>` keeps pictures of the screens, to be looked at. */
const shots = process.env['SADA_SHOTS']
const shoot = async (page: Page, name: string, fullPage = false): Promise<void> => {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage })
}
const sound = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

test.beforeEach(async () => {
  world = await createWorld()
})
test.afterEach(() => world.remove())

const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(world.address + path)
  await settled(page)
}
/** Visited once, until all is here; then the server goes. */
const offline = async (page: Page): Promise<void> => {
  await go(page, '/packs')
  await expect(ready(page)).toBeVisible()
  await go(page, '/read')
  await expect(page.getByRole('searchbox')).toBeVisible()
  await world.stop()
}
const place = (page: Page, name: string) => page.locator(`nav a[href="/${name}"]`)

test('finds in both scripts with no server, leads to the words, and Back finds the results again', async ({
  page,
}) => {
  await offline(page)
  await page.reload()
  await settled(page)
  const field = page.getByRole('searchbox')
  await expect(field).toBeVisible()
  await page.keyboard.press('/')
  await expect(field).toBeFocused()
  await field.fill('GATE pinned')
  const count = page.locator('.library-results-count')
  await expect(count).toHaveText('Found in 1 place of the contents')
  await expect(page.locator('.library-hit mark').first()).toHaveText(/gate|pinned/i)
  await shoot(page, 'find-en')
  await sound(page)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${world.address}/read/schools`)
  const found = page.locator('[data-found]')
  await expect(found).toBeFocused()
  await expect(found).toContainText('pinned to the same gate')
  await expect(found).toBeInViewport()
  // The very words are marked, and only they.
  expect(
    await page.evaluate(() =>
      [...(CSS.highlights.get('sada-found') ?? [])].map((range) => String(range).toLowerCase()),
    ),
  ).toEqual(expect.arrayContaining(['pinned', 'gate']))
  await shoot(page, 'found-in-chapter-en')
  await page.goBack()
  await expect(field).toHaveValue('GATE pinned')
  await expect(count).toHaveText('Found in 1 place of the contents')
  await field.press('Escape')
  await expect(page.getByRole('heading', { name: 'Manifesto' })).toBeVisible()

  // Arabic kaf and yeh, harakat, no izafat: as another keyboard writes it. On an English screen the text opens in Urdu.
  await field.fill('كمره جَماعت')
  await expect(page.locator('.library-hit mark').first()).toBeVisible()
  await page.locator('.library-hit').first().click()
  await expect(page).toHaveURL(`${world.address}/read/schools`)
  await expect(page.locator('[data-found]')).toContainText('کمرۂ جماعت')
  await expect(page.locator('[data-found]')).toBeInViewport()
  await go(page, '/read')
  await choose(page, 'ur')
  await page.getByRole('searchbox').fill('چراغ')
  await expect(page.locator('.library-hit mark').first()).toHaveText('چراغ')
  await shoot(page, 'find-ur')
  await page.getByRole('searchbox').fill('qqqq')
  await expect(page.locator('.library-results-count')).toContainText('qqqq')
  await shoot(page, 'find-nothing-ur')
  // What was looked for is in no address.
  expect(page.url()).toBe(`${world.address}/read`)
})

test('a speech: found at its second, its words go along, and it sounds on in every place until the broadcast plays', async ({
  page,
}) => {
  await offline(page)
  await page.getByRole('searchbox').fill('grandmother')
  await page.getByRole('link', { name: /Said at 0:11/ }).click()
  await expect(page.locator('.library-cue[data-found]')).toContainText('grandmother')
  await expect(page.locator('.library-cue[data-found]')).toBeFocused()
  await expect(page.locator('.library-cue[data-found]')).toBeInViewport()
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const audio = page.locator('audio')
  const at = () => audio.evaluate((element: HTMLAudioElement) => element.currentTime)
  await expect.poll(at).toBeGreaterThan(12.2)
  await expect(page.locator('.library-cue[aria-current]')).toContainText('grandmother')
  // Kept in view as it goes on, until the reader scrolls; then on demand.
  await expect(page.locator('.library-cue[aria-current]')).toContainText('She put it in the window', {
    timeout: 20_000,
  })
  const inBox = () =>
    page.locator('.library-cue[aria-current]').evaluate((line) => {
      const [box, own] = [line.closest('ol')!.getBoundingClientRect(), line.getBoundingClientRect()]
      return own.top >= box.top - 1 && own.bottom <= box.bottom + 1
    })
  await expect.poll(inBox).toBe(true)
  await page.locator('.library-cue-list').hover()
  await page.mouse.wheel(0, 3000)
  await expect(page.getByRole('button', { name: 'Follow the voice' })).toBeVisible()
  await expect.poll(inBox).toBe(false)
  await page.getByRole('button', { name: 'Follow the voice' }).click()
  await expect.poll(inBox).toBe(true)
  await shoot(page, 'speech-en', true)
  await sound(page)
  // A tap on a line goes there; by keyboard too.
  await page.locator('.library-cue').nth(1).click()
  await expect.poll(at).toBeLessThan(8)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(at).toBeGreaterThan(7.2)
  await page.getByLabel('Speed').selectOption('2')

  await place(page, 'give').click()
  await settled(page)
  const mini = page.getByRole('region', { name: 'Playing' })
  await expect(mini).toBeVisible()
  const before = await at()
  await expect.poll(at).toBeGreaterThan(before + 1)
  expect(await audio.evaluate((element: HTMLAudioElement) => element.playbackRate)).toBe(2)
  await shoot(page, 'mini-en')
  await sound(page)
  await choose(page, 'ur')
  await expect(page.getByRole('region', { name: 'چل رہا ہے' })).toBeVisible()
  await shoot(page, 'mini-ur')
  await choose(page, 'en')
  expect(await page.evaluate(() => navigator.mediaSession.metadata?.title)).toContain('oil enough')
  await mini.getByRole('button', { name: 'Pause' }).click()
  await expect.poll(() => audio.evaluate((element: HTMLAudioElement) => element.paused)).toBe(true)
  await mini.getByRole('button', { name: 'Play', exact: true }).click()
  await place(page, 'read').click()
  await expect(mini).toBeVisible()

  // The broadcast: one sound at a time.
  await world.serve()
  await place(page, 'watch').click()
  await expect(page.locator('[data-rung]')).toHaveAttribute('data-playing', 'true', { timeout: 60_000 })
  await expect.poll(() => audio.evaluate((element: HTMLAudioElement) => element.paused)).toBe(true)
  await mini.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(page.locator('[data-rung]')).toHaveAttribute('data-playing', 'false')
  await mini.getByRole('link').click()
  await expect(page).toHaveURL(/\/read\/chairs-address/)
  await expect(mini).toBeHidden()
  await place(page, 'read').click()
  await mini.getByRole('button', { name: 'Close the player' }).click()
  await expect(mini).toBeHidden()
  await expect(audio).toHaveCount(0)
  // Where it was left is where one goes on.
  await expect(page.getByRole('link', { name: /Go on with/ })).toBeVisible()
  await shoot(page, 'contents-en')
})

test('letters grow without losing the place, and nothing scrolls sideways at 320 px', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await go(page, '/read/schools')
  await expect(ready(page)).toBeVisible()
  const line = page.getByText('If the numbers are wrong').first()
  // The line at the top of the screen is where one is.
  await line.evaluate((element) => scrollBy(0, element.getBoundingClientRect().top + 1))
  const top = () => line.evaluate((element) => element.getBoundingClientRect().top)
  const size = () => line.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
  const before = { top: await top(), size: await size() }
  const larger = page.getByRole('button', { name: 'Larger letters' })
  for (let i = 0; i < 3; i++) await larger.evaluate((button: HTMLButtonElement) => button.click())
  expect(await size()).toBeGreaterThan(before.size * 1.6)
  // Lines end at whole pixels of their own: less than a third of one.
  expect(Math.abs((await top()) - before.top)).toBeLessThan(8)
  for (const language of ['en', 'ur'] as const) {
    await choose(page, language)
    await expect(page.locator('.library-text')).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    await page.evaluate(() => scrollTo(0, 0))
    await shoot(page, `large-${language}`)
  }
  await page.reload()
  await settled(page)
  await expect
    .poll(() => page.evaluate(() => document.documentElement.style.getPropertyValue('--reading')))
    .toBe('1.75')
  await choose(page, 'en')
  await page.getByText('In this chapter').click()
  await shoot(page, 'inside-en')
  await page.getByRole('button', { name: 'How you will know' }).click()
  await expect(page.getByRole('heading', { name: 'How you will know' })).toBeFocused()
  await expect(page.getByRole('heading', { name: 'How you will know' })).toBeInViewport()
})

test('a phone with words only gets one film when asked, keeps it, and removes it with a way back', async ({
  page,
}) => {
  await page.addInitScript(() => {
    if (!localStorage.getItem('sada-sync'))
      localStorage.setItem('sada-sync', '{"without":["image","audio","video"],"declined":[]}')
  })
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await go(page, '/read/one-tap')
  await expect(ready(page)).toBeVisible()
  const get = page.getByRole('button', { name: /^Get it \(.*One tap/ })
  await expect(get).toBeVisible()
  await shoot(page, 'get-en', true)
  await get.click()
  await expect(page.getByRole('button', { name: /^Remove .*One tap/ })).toBeVisible()
  const media = asked.filter((path) => /\.(webp|m4a|mp4)$/.test(path))
  expect(media.length).toBeGreaterThan(0)
  expect(media.every((path) => path.includes('one-tap'))).toBe(true)
  await page
    .getByRole('button', { name: 'Watch: One tap' })
    .or(page.getByRole('button', { name: /^Watch: / }))
    .first()
    .click()
  const film = page.locator('video')
  await expect
    .poll(() => film.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(0.5)
  await place(page, 'read').click()
  // A film's sound goes on too, with its picture small.
  const before = await film.evaluate((element: HTMLVideoElement) => element.currentTime)
  await expect
    .poll(() => film.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(before)
  await expect(film).toBeVisible()
  await shoot(page, 'contents-words-only-en', true)
  await choose(page, 'ur')
  await shoot(page, 'contents-words-only-ur', true)
  await choose(page, 'en')
  await page.getByRole('button', { name: 'Close the player' }).click()
  await world.stop()
  await page.goto(`${world.address}/read/one-tap`)
  await page.getByRole('button', { name: /^Remove .*One tap/ }).click()
  await expect(page.getByText(/freed/)).toBeVisible()
  await shoot(page, 'removed-en', true)
  await sound(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(
    page
      .getByRole('button', { name: 'Watch: One tap' })
      .or(page.getByRole('button', { name: /^Watch: / }))
      .first(),
  ).toBeEnabled()
  await page.getByRole('button', { name: /^Remove .*One tap/ }).click()
  await expect(page.getByText(/freed/)).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: /^Get .*One tap/ })).toBeVisible()
})
