import { expect, type Page, test } from '@playwright/test'
import { focused, tabTo, tabToPlace } from './keyboard.ts'
import { createWorld, ready, settled, type World } from './shell-world.ts'

/** Whole journeys by the keyboard alone: no step here touches a mouse. */
let world: World
test.beforeAll(async () => {
  world = await createWorld()
})
test.afterAll(() => world.remove())

const visit = async (page: Page, path: string): Promise<void> => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await page.goto(world.address + path)
  await settled(page)
  await expect(ready(page)).toBeVisible()
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

test('a first visit: past the header, a chapter, finding, a speech that is heard', async ({ page }) => {
  await visit(page, '/read')
  await page.keyboard.press('Tab')
  await expect(focused(page)).toHaveAttribute('href', '#main')
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()

  await tabTo(page, page.getByRole('link', { name: /A school within a walk/ }))
  await page.keyboard.press('Enter')
  await expect(page.locator('main article')).toHaveText(/[\s\S]{600,}/)
  await expect(page.locator('#main')).toBeFocused()
  await tabTo(page, page.locator('.library-larger'))
  await page.keyboard.press('Space')
  await expect(page.locator('.library-tools [role=status]')).toHaveText('Letter size 3 of 5')
  await tabTo(page, page.locator('.library-inside summary'))
  await page.keyboard.press('Enter')
  await tabTo(page, page.locator('.library-inside-link').nth(1))
  await page.keyboard.press('Enter')
  await expect(focused(page)).toHaveText((await page.locator('.library-text h2').nth(1).textContent()) ?? '')

  await tabTo(page, page.locator('.library-back'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await tabTo(page, page.locator('.library-find input'))
  await page.keyboard.type('school')
  await page.locator('.library-hit').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await expect(focused(page)).toHaveClass('library-hit')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Escape')
  await expect(page.locator('.library-find input')).toHaveValue('')
  await expect(page.locator('.library-find input')).toBeFocused()

  await tabTo(page, page.getByRole('link', { name: /Zarmeena Talwar/ }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.locator('.library-play'))
  await page.keyboard.press('Space')
  const heard = () => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime)
  await expect.poll(heard).toBeGreaterThan(0.5)
  await tabTo(page, page.locator('.library-seek'))
  const before = await heard()
  for (let presses = 0; presses < 20; presses++) await page.keyboard.press('ArrowRight')
  await expect.poll(heard).toBeGreaterThan(before + 15)
  await tabTo(page, page.locator('.library-cue[tabindex="0"]'))
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(heard).toBeLessThan(before + 15)

  // It sounds on elsewhere, and the small player is reached and left.
  await tabToPlace(page, 'packs')
  await tabTo(page, button(page, 'Close the player'))
  await page.keyboard.press('Enter')
  await expect(page.locator('.library-mini')).toHaveCount(0)
  await expect(page.locator('#main')).toBeFocused()
})

test('giving: the whole form, what was wrong with it, the reference copied, the receipt, another one', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-write'], { origin: world.address })
  await visit(page, '/read')
  await tabToPlace(page, 'give')
  const form = page.locator('.give-form')
  await tabTo(page, form.locator('.give-submit'))
  await page.keyboard.press('Enter')
  // The first thing to be mended has the focus, and says what is wrong with it.
  await expect(focused(page)).toHaveAttribute('aria-describedby', /give-amount-error/)
  await expect(page.locator('.give-summary')).toContainText('things need mending')
  await tabTo(page, form.locator('[data-field="preset"] input'), 'Shift+Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await expect(form.locator('[data-field="preset"] input').nth(1)).toBeChecked()
  await tabTo(page, form.locator('[data-field="commitment"] input'))
  await page.keyboard.press('ArrowDown')
  await tabTo(page, page.locator('#give-due'))
  // A day and month of the same number: which of them a date field asks for first is the browser's own affair.
  const due = new Date(Date.now() + 86_400_000)
  while (due.getDate() !== due.getMonth() + 1) due.setDate(due.getDate() + 1)
  const twice = String(due.getDate()).padStart(2, '0')
  await page.keyboard.type(`${twice}${twice}${due.getFullYear()}`)
  await tabTo(page, form.locator('[data-field="method"] input'))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await tabTo(page, page.locator('#give-name'))
  await page.keyboard.type('Test Donor Nasreen')
  for (const box of await form.locator('.give-check-field input').all()) {
    await tabTo(page, box)
    await page.keyboard.press('Space')
  }
  await tabTo(page, form.locator('.give-submit'))
  await page.keyboard.press('Enter')

  const thanks = page.getByRole('region', { name: 'Thank you' })
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeFocused()
  await tabTo(page, thanks.getByRole('button', { name: 'Copy Reference', exact: true }))
  await page.keyboard.press('Enter')
  await expect(thanks.locator('.give-copy [role=status]', { hasText: 'Copied' })).toBeVisible()

  await page.getByText('Recorded by the organisation').waitFor()
  await tabTo(page, page.locator('.give-item').getByRole('button', { name: 'Receipt', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page.locator('.give-receipt')).toBeVisible()
  await expect(focused(page)).toHaveAttribute('aria-expanded', 'true')
  await tabTo(page, button(page, 'Make another donation'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Give' })).toBeFocused()
  // What was copied is pasted, as into a bank's app.
  await tabTo(page, page.locator('#give-name'))
  await page.keyboard.press('Control+v')
  await expect(page.locator('#give-name')).toHaveValue(/^SD ?[0-9A-Z]{4}/)
})

test('a donation that waits: the question whether to take it back is left by Escape, and the focus comes back', async ({
  page,
}) => {
  await visit(page, '/give')
  await world.stop()
  try {
    await page.locator('[data-field="preset"] input').first().press('Space')
    for (const box of await page.locator('.give-check-field input').all()) await box.press('Space')
    await page.locator('.give-submit').press('Enter')
    const back = button(page, 'Take back')
    await tabTo(page, back)
    await page.keyboard.press('Enter')
    await tabTo(page, button(page, 'Keep it'))
    await page.keyboard.press('Escape')
    await expect(page.locator('.give-cancel')).toHaveCount(0)
    await expect(back).toBeFocused()
    await page.keyboard.press('Enter')
    await tabTo(page, button(page, 'Yes, take it back'))
    await page.keyboard.press('Enter')
    await expect(page.locator('.give-item .tag')).toHaveText('Taken back')
    await expect(page.locator('.give-list').getByRole('heading')).toBeFocused()
  } finally {
    await world.serve()
  }
})

test('watching: pause and play, to a place, voice only, to a line that was said', async ({ page }) => {
  await visit(page, '/read')
  await tabToPlace(page, 'watch')
  const watch = page.locator('.watch')
  await expect(watch).toHaveAttribute('data-playing', 'true')
  const main = page.locator('.watch-buttons .button-main')
  await tabTo(page, main)
  await page.keyboard.press('Space')
  await expect(main).toHaveText('Play')
  await page.keyboard.press('Space')
  await expect(main).toHaveText('Pause')
  const position = async () => Number(await watch.getAttribute('data-position'))
  const before = await position()
  await tabTo(page, page.locator('.watch-seek input'), 'Shift+Tab')
  for (let presses = 0; presses < 60; presses++) await page.keyboard.press('ArrowLeft')
  await expect.poll(position).toBeLessThan(before - 20_000)

  const line = page.locator('.watch-line button')
  await line.nth(3).waitFor()
  await tabTo(page, line)
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await expect(line.nth(1)).toBeFocused()
  const there = await position()
  await page.keyboard.press('Enter')
  await expect.poll(async () => Math.abs((await position()) - there)).toBeGreaterThan(1_000)
  await tabTo(page, page.locator('.watch-pin input'))
  await page.keyboard.press('Space')
  await expect(page.locator('.watch-pin input')).toBeChecked()
  await expect(watch).toHaveAttribute('data-rung', 'voice')
})

test('packs: one is made and saved; to erase everything is asked, and Escape keeps it', async ({ page }) => {
  await visit(page, '/read')
  await tabToPlace(page, 'packs')
  const making = page.locator('section[aria-labelledby="packs-make"]')
  await tabTo(page, making.getByLabel('Film'))
  await page.keyboard.press('Space')
  await expect(making.getByRole('button', { name: 'Make the pack' })).toBeEnabled()
  await tabTo(page, making.getByRole('button', { name: 'Make the pack' }))
  await page.keyboard.press('Enter')
  await making.locator('.packs-key').waitFor()
  // The button is gone; the focus stayed with its part.
  await expect(making.getByRole('heading', { name: 'Make a pack' })).toBeFocused()
  await tabTo(page, making.getByRole('button', { name: 'Save as a file' }))
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(download.suggestedFilename()).toMatch(/\.html$/)
  await expect(making.getByText('Saved.')).toBeVisible()

  const erase = button(page, 'Erase everything on this phone')
  await tabTo(page, erase)
  await page.keyboard.press('Enter')
  await expect(page.locator('.packs-erase').getByRole('button', { name: 'Keep' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(erase).toBeFocused()
  await expect(ready(page)).toBeVisible()
})

test('this phone: from the foot of a page to its settings, and round the whole page without a trap', async ({
  page,
}) => {
  await visit(page, '/packs')
  await tabTo(page, page.locator('.app-footer a'))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/phone$/)
  await expect(page.locator('#main')).toBeFocused()
  await tabTo(page, page.locator('.appearance-theme input'))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await tabTo(page, page.locator('.appearance-size input'))
  await page.keyboard.press('End')
  expect(await page.evaluate(() => document.documentElement.style.getPropertyValue('--reading'))).toBe('1.75')
  await tabTo(page, page.locator('.app-skip'))
})
