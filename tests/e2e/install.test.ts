import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test'
import { chromiumArgs, findChromium } from '../chromium.ts'
import { choose, createWorld, ready, settled, type World } from './shell-world.ts'

test.setTimeout(90_000)

let world: World
test.beforeAll(async () => {
  world = await createWorld()
})
test.afterAll(() => world.remove())

/** With a profile: a private window can install nothing. */
const withProfile = async (
  locale: string,
  then: (context: BrowserContext) => Promise<void>,
): Promise<void> => {
  const profile = mkdtempSync(join(tmpdir(), 'sada-profile-'))
  const executablePath = findChromium()
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: [...chromiumArgs, `--lang=${locale}`],
    viewport: { width: 360, height: 740 },
    locale,
  })
  try {
    await then(context)
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
}

test('Chromium finds nothing that bars it from installing, and reads the whole manifest', async () => {
  await withProfile('en-GB', async (context) => {
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto(`${world.address}/read`)
    await expect(ready(page)).toBeVisible()
    const wire = await context.newCDPSession(page)
    const { installabilityErrors } = await wire.send('Page.getInstallabilityErrors')
    expect(installabilityErrors).toEqual([])
    const { errors, url } = await wire.send('Page.getAppManifest')
    expect(url).toBe(`${world.address}/manifest.webmanifest`)
    expect(errors).toEqual([])
    const { appId } = await wire.send('Page.getAppId')
    expect(appId).toBe(`${world.address}/`)
  })
})

test('what only an installation needs is no part of a first visit, nor kept', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(`${world.address}/read`)
  await expect(ready(page)).toBeVisible()
  const kept = await page.evaluate(async () => {
    const lists = await Promise.all(
      (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
    )
    return lists.flat().map(({ url }) => new URL(url).pathname)
  })
  expect(kept).toContain('/icons/icon-192.png')
  expect([...asked, ...kept].filter((path) => /^\/(screenshots|icons\/install)\//.test(path))).toEqual([])
})

/** The browser's own offer. Chromium makes none to a driven browser, so one of its shape is made here. */
const offer = (page: Page, outcome: 'accepted' | 'dismissed') =>
  page.evaluate((answer) => {
    const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: async () => {
        ;(window as { prompted?: boolean }).prompted = true
        if (answer === 'accepted') setTimeout(() => dispatchEvent(new Event('appinstalled')))
      },
      userChoice: Promise.resolve({ outcome: answer }),
    })
    dispatchEvent(event)
    return event.defaultPrevented
  }, outcome)

/** As for whoever was here before: a visit of yesterday. */
const returning = (page: Page) =>
  page.addInitScript(() => {
    if (!localStorage.getItem('sada-install'))
      localStorage.setItem('sada-install', JSON.stringify({ visits: 1, seen: 1, dismissed: [] }))
  })

test('on a second visit the app is offered after a minute, not on a form; installed with one tap, and thanked for', async ({
  page,
}) => {
  await page.clock.install()
  await returning(page)
  await page.goto(`${world.address}/read`)
  await settled(page)
  await page.clock.runFor(10_000)
  expect(await offer(page, 'accepted')).toBe(true)
  const notice = page.getByText('Keep Sada on your home screen?')
  await page.clock.runFor(30_000)
  await expect(notice).toHaveCount(0)
  await page.locator('nav a[href="/give"]').click()
  await settled(page)
  await page.clock.runFor(60_000)
  await expect(notice).toHaveCount(0)
  await page.locator('nav a[href="/packs"]').click()
  await settled(page)
  await page.clock.runFor(1000)
  await expect(notice).toBeVisible()
  await page.getByRole('button', { name: 'Install' }).click()
  await page.clock.runFor(1000)
  await expect(page.getByText('Sada is installed on this phone.')).toBeVisible()
  await expect(notice).toHaveCount(0)
})

test('"Not now" is heard: nothing in this visit, nor in the next', async ({ page }) => {
  await page.clock.install()
  await returning(page)
  const notice = page.getByText('Keep Sada on your home screen?')
  await page.goto(`${world.address}/read`)
  await settled(page)
  await page.clock.runFor(10_000)
  await offer(page, 'accepted')
  await page.clock.runFor(60_000)
  await page.getByRole('button', { name: 'Not now' }).click()
  for (const place of ['packs', 'read']) {
    await page.locator(`nav a[href="/${place}"]`).click()
    await settled(page)
    await page.clock.runFor(120_000)
    await expect(notice).toHaveCount(0)
  }
  await page.clock.fastForward('24:00:00')
  await page.reload()
  await settled(page)
  await page.clock.runFor(10_000)
  await offer(page, 'accepted')
  await page.clock.runFor(120_000)
  await expect(notice).toHaveCount(0)
  // On the page about this phone it stands all the same, for whoever looks for it.
  await page.locator('footer a[href="/phone"]').click()
  await expect(page.getByRole('button', { name: 'Install' })).toBeVisible()
})

/** Browsers that cannot run here, by what they have and lack; what they then really do was not seen. */
const browsers: Record<string, { makeUp: () => void; way: string }> = {
  'Safari on an iPhone': {
    makeUp: () => Object.defineProperty(navigator, 'standalone', { value: false }),
    way: 'home-screen',
  },
  'its home screen': {
    makeUp: () => Object.defineProperty(navigator, 'standalone', { value: true }),
    way: 'installed',
  },
  'a view inside another app on an iPhone': {
    makeUp: () => {
      Reflect.deleteProperty(Navigator.prototype, 'serviceWorker')
      Object.defineProperty(navigator, 'maxTouchPoints', { value: 5 })
    },
    way: 'in-app',
  },
  'a view inside another app on Android': {
    makeUp: () =>
      Object.defineProperty(navigator, 'userAgentData', {
        value: { brands: [{ brand: 'Android WebView' }] },
      }),
    way: 'in-app',
  },
  'any other browser': { makeUp: () => undefined, way: 'menu' },
}

for (const [name, { makeUp, way }] of Object.entries(browsers))
  test(`${name}: this phone's page knows the way (${way}), in both languages, without a flaw for screen readers`, async ({
    page,
  }) => {
    await page.addInitScript(makeUp)
    await page.goto(`${world.address}/phone`)
    for (const language of ['en', 'ur'] as const) {
      await choose(page, language)
      const section = page.locator(`section[data-way="${way}"]`)
      await expect(section.getByRole('heading')).toBeVisible()
      await expect(section).toHaveText(language === 'ur' ? /[\u0600-\u06ff]{3}/ : /[a-z]{3}/)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(over).toBeLessThanOrEqual(0)
      const { violations } = await new AxeBuilder({ page }).include('section[data-way]').analyze()
      expect(violations).toEqual([])
      if (process.env['SADA_SHOTS'])
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          await section.screenshot({
            path: `${process.env['SADA_SHOTS']}/${name.replaceAll(/\W+/g, '-')}-${language}-${colorScheme}.png`,
          })
        }
    }
  })

test('inside another app one is told at once, may copy the address, and is not told again', async ({
  page,
}) => {
  await page.addInitScript(browsers['a view inside another app on Android']?.makeUp ?? (() => undefined))
  await page.goto(`${world.address}/read`)
  const title = page.getByText('Open Sada in your browser')
  const inside = async () => {
    const [notice, field] = [page.locator('.notice'), page.locator('.notice input')]
    const [outer, inner] = [await notice.boundingBox(), await field.boundingBox()]
    return (inner?.x ?? 999) + (inner?.width ?? 0) <= (outer?.x ?? 0) + (outer?.width ?? 0)
  }
  await expect(title).toBeVisible()
  expect(await inside()).toBe(true)
  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  if (process.env['SADA_SHOTS']) await page.screenshot({ path: `${process.env['SADA_SHOTS']}/notice.png` })
  await page.getByRole('button', { name: 'Not now' }).click()
  await expect(title).toHaveCount(0)
  // Its code has come again, and says nothing, here or elsewhere.
  const code = page.waitForEvent('requestfinished', (request) =>
    /\/assets\/Install-.*js$/.test(request.url()),
  )
  await page.reload()
  await code
  for (const place of ['packs', 'read']) {
    await page.locator(`nav a[href="/${place}"]`).click()
    await settled(page)
    await expect(title).toHaveCount(0)
  }
  // The page may not read what was copied; a field it can be put into does.
  await page.getByRole('searchbox').press('Control+V')
  await expect(page.getByRole('searchbox')).toHaveValue(`${world.address}/`)
})
