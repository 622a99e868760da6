import { expect, type Page, test } from '@playwright/test'
import { createWorld, ready, settled, type World } from './shell-world.ts'

/** What a screen reader is told without being asked, and what a person who spares data or the eyes has asked for. */
let world: World
test.beforeAll(async () => {
  world = await createWorld()
})
test.afterAll(() => world.remove())

interface Said {
  role: string
  text: string
}

/**
 * Writes down what is announced, as screen readers do it: what changes in a live region that was on the page before, and alerts as they come
 * (ARIA 1.2, `status`, `alert`). What is `aria-live="off"` says nothing.
 */
const listen = (page: Page) =>
  page.addInitScript(() => {
    const said: Said[] = []
    Object.assign(window, { said })
    const regions = '[role="status"], [role="alert"], [aria-live]'
    const known = new WeakSet<Element>()
    const learn = (from: ParentNode) => {
      for (const region of from.querySelectorAll(regions)) known.add(region)
    }
    const say = (region: Element) => {
      const role = region.getAttribute('role') ?? region.getAttribute('aria-live') ?? ''
      const text = (region.textContent ?? '').trim()
      if (text) said.push({ role, text })
    }
    new MutationObserver((changes) => {
      const spoken = new Set<Element>()
      for (const { target, addedNodes, type, oldValue } of changes) {
        if (type === 'characterData' && oldValue === target.textContent) continue
        const element = target instanceof Element ? target : target.parentElement
        const region = element?.closest(regions)
        if (region && known.has(region) && region.getAttribute('aria-live') !== 'off') spoken.add(region)
        for (const node of addedNodes)
          if (node instanceof Element)
            for (const alert of [node, ...node.querySelectorAll('*')])
              if (alert.getAttribute('role') === 'alert') spoken.add(alert)
      }
      for (const region of spoken) say(region)
      learn(document)
    }).observe(document, { subtree: true, childList: true, characterData: true, characterDataOldValue: true })
  })

const said = (page: Page): Promise<Said[]> =>
  page.evaluate(() => (window as unknown as { said: Said[] }).said)
const saidOf = async (page: Page, text: RegExp): Promise<Said[]> =>
  (await said(page)).filter((one) => text.test(one.text))

test('while the edition comes its kilobytes are not read out; that it is ready is', async ({ page }) => {
  await listen(page)
  await page.goto(`${world.address}/read`)
  await settled(page)
  await expect(ready(page)).toBeVisible()
  await expect.poll(async () => (await saidOf(page, /Ready offline/)).length).toBeGreaterThan(0)
  // Its first words at most, before there is progress; not each of fifty files.
  expect((await saidOf(page, /Saving/)).length).toBeLessThan(3)
})

test('giving: what is to be mended is an alert, what was copied and what was recorded are told quietly', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: world.address })
  await listen(page)
  await page.goto(`${world.address}/give`)
  await page.locator('.give-submit').click()
  await expect
    .poll(async () => (await saidOf(page, /things need mending/)).map(({ role }) => role))
    .toEqual(['alert'])
  await page.locator('[data-field="preset"] input').nth(1).check()
  for (const box of await page.locator('.give-check-field input').all()) await box.check()
  await page.locator('.give-submit').click()
  await expect
    .poll(async () => (await saidOf(page, /has recorded your donation/)).map(({ role }) => role)[0])
    .toBe('status')
  await page.getByRole('button', { name: 'Copy Reference', exact: true }).first().click()
  await expect.poll(async () => (await saidOf(page, /^Copied$/)).map(({ role }) => role)).toEqual(['status'])
})

test('packs: that one is ready, and that it is saved', async ({ page }) => {
  await listen(page)
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await page.goto(`${world.address}/packs`)
  await expect(ready(page)).toBeVisible()
  const making = page.locator('section[aria-labelledby="packs-make"]')
  await making.getByRole('button', { name: 'Make the pack' }).click()
  await making.getByRole('button', { name: 'Save as a file' }).click()
  await expect.poll(async () => (await saidOf(page, /^Saved\.$/)).map(({ role }) => role)).toEqual(['status'])
})

test('the broadcast: where the picture goes, it is said once and politely; playing on says nothing', async ({
  page,
}) => {
  await listen(page)
  await page.goto(`${world.address}/watch`)
  await page.locator('.watch[data-rung="video"]').waitFor()
  // That the app is kept is said as well, when it is, and has nothing to do with playing on.
  await expect(ready(page)).toBeVisible()
  await expect.poll(async () => (await saidOf(page, /Ready offline/)).length).toBeGreaterThan(0)
  const before = (await said(page)).length
  // Long enough for twenty-five states of the player and a line or two of words.
  await page.waitForTimeout(5_000)
  expect((await said(page)).slice(before)).toEqual([])
  await page.locator('.watch-buttons .button-main').click()
  await page.locator('.watch-pin input').check()
  await page.route('**/broadcast/**', (route) => route.abort())
  await page.locator('.watch-buttons .button-main').click()
  await page.locator('.watch-instead').waitFor()
  await expect.poll(async () => (await saidOf(page, /Voice only|Waiting|Words/)).length).toBeGreaterThan(0)
  expect((await said(page)).slice(before).filter(({ role }) => role === 'alert')).toEqual([])
})

test('who spares data gets the voice alone, the words of the edition alone, and nothing ahead of being asked', async ({
  page,
  context,
}) => {
  const wire = await context.newCDPSession(page)
  await wire.send('Emulation.setDataSaverOverride', { dataSaverEnabled: true })
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(`${world.address}/watch`)
  expect(
    await page.evaluate(() => (navigator as { connection?: { saveData: boolean } }).connection?.saveData),
  ).toBe(true)
  await expect(page.locator('.watch-pin input')).toBeChecked()
  await page.locator('.watch[data-rung="voice"]').waitFor()
  await page.goto(`${world.address}/packs`)
  await expect(page.getByText(/words only are fetched until you choose/)).toBeVisible()
  await expect(page.locator('.packs-sync')).toContainText('All you chose is on this phone')
  expect(asked.filter((path) => /\/v(144|240)\/s\d+/.test(path))).toEqual([])
  expect(asked.filter((path) => /^\/edition\/.*\.(m4a|mp4|webp|avif|jpe?g|png)$/.test(path))).toEqual([])
})

test('a theme is there before anything is drawn, and in every tab', async ({ page, context }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(`${world.address}/phone`)
  await settled(page)
  const other = await context.newPage()
  await other.emulateMedia({ colorScheme: 'light' })
  await other.goto(`${world.address}/read`)
  await settled(other)
  await expect(ready(other)).toBeVisible()
  await page.getByRole('radio', { name: 'Dark' }).check()
  const ground = (of: Page) =>
    of.evaluate(() => getComputedStyle(document.body.parentElement!).backgroundColor)
  const dark = 'rgb(18, 22, 26)'
  expect(await ground(page)).toBe(dark)
  await expect.poll(() => ground(other)).toBe(dark)

  // The shell that stands in the page itself has it already, before the app takes its place.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      // The app's own content can be given the focus; that of the page cannot.
      const shell = document.querySelector('main:not([tabindex])')
      const { theme } = document.documentElement.dataset
      if (shell && theme) Object.assign(window, { themeThen: theme })
      if (theme) observer.disconnect()
    }).observe(document, { subtree: true, attributeFilter: ['data-theme'] })
  })
  await page.reload()
  await settled(page)
  expect(await page.evaluate(() => (window as unknown as { themeThen: string }).themeThen)).toBe('dark')
  expect(await ground(page)).toBe(dark)
})

test('more contrast: what is soft is as dark as the rest; less motion: nothing moves by itself', async ({
  page,
}) => {
  await page.goto(`${world.address}/phone`)
  await settled(page)
  const soft = () =>
    page
      .locator('main .soft')
      .first()
      .evaluate((one) => getComputedStyle(one).color)
  const ink = () => page.evaluate(() => getComputedStyle(document.body).color)
  expect(await soft()).not.toBe(await ink())
  await page.emulateMedia({ contrast: 'more', reducedMotion: 'reduce' })
  expect(await soft()).toBe(await ink())
  // Whatever is made to move one day.
  const moves = await page.evaluate(() => {
    const one = document.body.appendChild(document.createElement('div'))
    one.style.transition = 'opacity 1s'
    one.style.scrollBehavior = 'smooth'
    const { transitionDuration, scrollBehavior } = getComputedStyle(one)
    one.remove()
    return [transitionDuration, scrollBehavior]
  })
  expect(moves).toEqual(['0s', 'auto'])
})
