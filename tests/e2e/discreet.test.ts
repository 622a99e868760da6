import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { bringToFront, firstTab, newTab } from './devtools.ts'
import { ownChromium } from './own-chromium.ts'
import { createWorld, ready, type World } from './shell-world.ts'

let world: World
test.beforeAll(async () => {
  world = await createWorld()
})
test.afterAll(() => world.remove())

const setting = (page: Page) => page.locator('#discreet-title').locator('..').getByRole('checkbox')
const cover = (page: Page) => page.locator('.discreet-cover')
const open = (page: Page) => cover(page).getByRole('button')

/** A phone on which discreet mode was chosen on the page about this phone. */
const discreetPhone = async (context: BrowserContext): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(`${world.address}/phone`)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })
  await setting(page).check()
  await expect(page).toHaveTitle('Notes')
  return page
}

const installable = async (page: Page) => {
  const tools = await page.context().newCDPSession(page)
  const { url, data } = await tools.send('Page.getAppManifest')
  const { installabilityErrors } = await tools.send('Page.getInstallabilityErrors')
  return { path: new URL(url).pathname, name: JSON.parse(data ?? '{}').name, errors: installabilityErrors }
}

test('a plain name and icon: in the tab, at install, after a reload, in other tabs; off brings back its own', async () => {
  // A profile on the disk: windows without a memory cannot install.
  const chromium = ownChromium()
  const page = await chromium.start()
  const context = page.context()
  await page.goto(`${world.address}/phone`)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })
  expect(await installable(page)).toMatchObject({ path: '/manifest.webmanifest', name: 'Sada', errors: [] })
  const other = await context.newPage()
  await other.goto(`${world.address}/read`)
  await expect(ready(other)).toBeVisible()

  await setting(page).check()
  await expect(page).toHaveTitle('Notes')
  await expect(other).toHaveTitle('Notes')
  const plain = { path: '/notes/notes.webmanifest', name: 'Notes', errors: [] }
  expect(await installable(page)).toMatchObject(plain)
  for (const rel of ['icon', 'apple-touch-icon'])
    expect(await page.locator(`link[rel="${rel}"]`).getAttribute('href')).toMatch(/^\/notes\/icon/)

  await page.reload()
  await expect(page).toHaveTitle('Notes')
  expect(await installable(page)).toMatchObject(plain)
  await open(page).click()
  await page.getByRole('button', { name: 'اردو' }).click()
  await expect(page).toHaveTitle('نوٹس')

  await setting(page).uncheck()
  for (const tab of [page, other]) {
    await expect(tab).toHaveTitle('Sada')
    await expect(cover(tab)).toHaveCount(0)
  }
  expect(await installable(page)).toMatchObject({ path: '/manifest.webmanifest', name: 'Sada', errors: [] })
  await page.reload()
  await expect(ready(page)).toBeVisible()
  await expect(page).toHaveTitle('Sada')
  await expect(cover(page)).toHaveCount(0)
  await chromium.remove()
})

test('the icons of the plain manifest are there, in the sizes they say', async ({ page }) => {
  await page.goto(world.address)
  const sizes = await page.evaluate(async () => {
    const { icons } = await (await fetch('/notes/notes.webmanifest')).json()
    const measure = async ({ src, sizes }: { src: string; sizes: string }) => {
      const picture = await createImageBitmap(await (await fetch(src)).blob())
      return [sizes, `${picture.width}x${picture.height}`]
    }
    return Promise.all(icons.map(measure))
  })
  expect(sizes.length).toBeGreaterThan(2)
  for (const [said, is] of sizes) expect(is).toBe(said)
})

test('turned away from, a plain page stands there; coming back, a tap opens it', async () => {
  const chromium = ownChromium()
  const port = await chromium.launch()
  const tab = await firstTab(port)
  const until = (expression: string, wanted: unknown) =>
    expect.poll(() => tab.evaluate(expression).catch(() => null)).toBe(wanted)
  const focus = `document.activeElement?.closest('.discreet-cover') ? 'cover' : document.activeElement?.textContent`
  try {
    await tab.send('Page.navigate', { url: `${world.address}/read/schools` })
    await until(`!!document.querySelector('.app-status[data-ready="true"]')`, true)
    await tab.evaluate(`localStorage.setItem('sada-discreet', '1')`)
    await tab.send('Page.reload')
    // Whoever opens it is shown the plain page first.
    await until(focus, 'cover')
    await tab.evaluate(`document.querySelector('.discreet-cover button').click()`)
    await until(
      `!!document.querySelector('main article') && !document.querySelector('.discreet-cover')`,
      true,
    )
    await tab.evaluate(`document.querySelector('nav a[href="/give"]').focus()`)
    await until(focus, 'Give')

    // Another tab comes to the front: the browser itself says that this one is hidden.
    const other = await newTab(port)
    await bringToFront(port, other)
    await until('document.visibilityState', 'hidden')
    await until(`!!document.querySelector('.discreet-cover')`, true)
    await bringToFront(port, tab)
    await until('document.visibilityState', 'visible')
    await until(focus, 'cover')
    expect(await tab.evaluate(`document.getElementById('app').inert`)).toBe(true)
    for (let turn = 0; turn < 4; turn++) {
      const tabKey = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 }
      await tab.send('Input.dispatchKeyEvent', { type: 'keyDown', ...tabKey })
      await tab.send('Input.dispatchKeyEvent', { type: 'keyUp', ...tabKey })
      expect(await tab.evaluate(`!!document.activeElement?.closest('#app')`)).toBe(false)
    }
    await tab.evaluate(`document.querySelector('.discreet-cover button').click()`)
    await until(`!document.querySelector('.discreet-cover')`, true)
    await until(focus, 'Give')
  } finally {
    await chromium.remove()
  }
})

test('nothing of the page shows through or can be clicked', async ({ context }) => {
  const page = await discreetPhone(context)
  await page.keyboard.press('Escape')
  await expect(cover(page)).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(open(page)).toBeFocused()
  const seen = await page.evaluate(() => {
    const parts = new Set<string>()
    for (let x = 1; x < innerWidth; x += 20)
      for (let y = 1; y < innerHeight; y += 20) {
        const at = document.elementFromPoint(x, y)
        parts.add(at?.closest('.discreet-cover') ? 'cover' : (at?.outerHTML ?? 'nothing'))
      }
    return [...parts]
  })
  expect(seen).toEqual(['cover'])
  const { backgroundColor, opacity } = await cover(page).evaluate((element) => {
    const { backgroundColor, opacity } = getComputedStyle(element)
    return { backgroundColor, opacity }
  })
  expect([backgroundColor.startsWith('rgb('), opacity]).toEqual([true, '1'])
})

test('a lost focus veils it without closing what the page has opened; a focus found again lifts the veil', async ({
  context,
}) => {
  const page = await discreetPhone(context)
  await page.evaluate(() => dispatchEvent(new Event('blur')))
  await expect(cover(page)).toBeVisible()
  await expect(open(page)).toBeHidden()
  await expect(setting(page)).toBeFocused()
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await expect(cover(page)).toHaveCount(0)
})

test('the lock screen says no more than the plain name, also of what already plays', async ({ context }) => {
  const page = await context.newPage()
  await page.goto(`${world.address}/read`)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })
  await page.getByRole('link', { name: /Zarmeena Talwar/ }).first().click() // biome-ignore format: one step
  await page.getByRole('button', { name: /^Play/ }).first().click()
  const said = () => page.evaluate(() => navigator.mediaSession.metadata?.title)
  await expect.poll(said).toMatch(/\w{4}/)
  expect(await said()).not.toBe('Notes')
  await page.getByRole('link', { name: 'This phone' }).click()
  await setting(page).check()
  expect(await page.evaluate(() => JSON.stringify([navigator.mediaSession.metadata?.title, navigator.mediaSession.metadata?.artist, navigator.mediaSession.metadata?.artwork.length]))).toBe('["Notes","",0]') // biome-ignore format: one fact

  await page.reload()
  await open(page).click()
  await page.getByRole('navigation').getByRole('link', { name: 'Read' }).click()
  await page.getByRole('link', { name: /Zarmeena Talwar/ }).first().click() // biome-ignore format: one step
  await page.getByRole('button', { name: /^(Play|Go on)/ }).first().click() // biome-ignore format: one step
  await expect.poll(said).toBe('Notes')
  // The plain page is for eyes: the voice goes on.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(open(page)).toBeVisible()
  const time = () => page.evaluate(() => document.querySelector('audio')?.currentTime ?? 0)
  const before = await time()
  await expect.poll(time).toBeGreaterThan(before)
})

test('it works without a server, and is gone when everything is erased', async ({ context }) => {
  const page = await discreetPhone(context)
  await expect(page.locator('.app-status[data-ready="true"]')).toBeVisible()
  await world.stop()
  try {
    await page.reload()
    await expect(open(page)).toBeVisible()
    await expect(page).toHaveTitle('Notes')
  } finally {
    await world.serve()
  }
  await open(page).click()
  await page.goto(`${world.address}/packs`)
  await open(page).click()
  await page.getByRole('button', { name: 'Erase everything on this phone' }).click()
  await page.getByRole('button', { name: 'Yes, erase everything' }).click()
  await expect(page.getByText('Everything is erased.')).toBeVisible()
  await page.goto(`${world.address}/phone`)
  await expect(setting(page)).not.toBeChecked()
  await expect(page).toHaveTitle('Sada')
})
