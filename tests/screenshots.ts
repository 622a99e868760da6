/**
 * `npm run screenshots`: every place in both languages, light and dark, as a 360 px phone shows it, into docs/screenshots.
 * Needs a production build (`npm run build`). Look at them before calling a screen done.
 */
import { mkdirSync } from 'node:fs'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { chromiumArgs, ensureChromium } from './chromium.ts'
import { createEveningServer } from './e2e/evening-server.ts'

const folder = 'docs/screenshots'
const languages = ['en', 'ur'] as const
const schemes = ['light', 'dark'] as const

/** Where to go, and what to wait for before the picture is taken. */
const places: [name: string, path: string, wait: (page: Page) => Promise<unknown>][] = [
  ['watch', '/watch', (page) => page.locator('[data-rung="video"]').waitFor({ timeout: 60_000 })],
  ['read', '/read', (page) => page.locator('main h1').waitFor()],
  ['chapter', '/read/schools', (page) => page.locator('main article').waitFor()],
  ['speech', '/read/chairs-address', (page) => page.locator('.library-play').waitFor()],
  ['slideshow', '/read/lamp-carriers', (page) => page.locator('img.library-slide-image').waitFor()],
  ['locked', '/read/at-nine', (page) => page.locator('main article h1').waitFor()],
  ['give', '/give', (page) => page.locator('form').waitFor()],
  ['packs', '/packs', (page) => page.locator('.app-status[data-ready="true"]').waitFor()],
]

const shoot = async (context: BrowserContext, address: string, suffix: string): Promise<void> => {
  const page = await context.newPage()
  await page.goto(`${address}/packs`)
  await page.locator('.app-status[data-ready="true"]').waitFor({ timeout: 60_000 })
  for (const [name, path, wait] of places) {
    await page.goto(address + path)
    await wait(page)
    await page.waitForTimeout(name === 'watch' ? 2_500 : 300)
    await page.screenshot({ path: `${folder}/${name}-${suffix}.png` })
  }
  await page.close()
}

mkdirSync(folder, { recursive: true })
const server = await createEveningServer()
await server.start()
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: [...chromiumArgs, '--autoplay-policy=no-user-gesture-required'],
})
try {
  for (const language of languages)
    for (const colorScheme of schemes) {
      const context = await browser.newContext({
        viewport: { width: 360, height: 740 },
        deviceScaleFactor: 2,
        colorScheme,
        locale: language === 'ur' ? 'ur-PK' : 'en-GB',
      })
      await shoot(context, server.address, `${language}-${colorScheme}`)
      await context.close()
      console.log(`${folder}: ${language}, ${colorScheme}`)
    }
} finally {
  await browser.close()
  await server.remove()
}
