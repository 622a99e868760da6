/**
 * `node tests/install-pictures.ts`: the pictures that only an installation asks for, from the app's own drawings and its own screens, into
 * public/icons/install and public/screenshots. The worker does not keep them. Needs a production build (`npm run build`); build again afterwards.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { chromium, type Page } from '@playwright/test'
import sharp from 'sharp'
import { placeIcons } from '../src/ui/place-icons.ts'
import { chromiumArgs, ensureChromium } from './chromium.ts'
import { createEveningServer } from './e2e/evening-server.ts'

const icons = 'public/icons/install'
const screenshots = 'public/screenshots'
const [ground, ink] = ['#0f5f5c', '#f7f4ee']

const draw = (svg: string, size: number, file: string) =>
  sharp(Buffer.from(svg)).resize(size, size).png({ palette: true }).toFile(`${icons}/${file}`)

/** The mark alone, in one colour: the system paints it. */
const monochrome = (): string =>
  readFileSync('public/icons/icon.svg', 'utf8')
    .replace(/<rect[^>]*\/>/, '')
    .replaceAll(/(stroke|fill)="#\w+"/g, '$1="#fff"')

/** A place's icon on a round ground, as launchers show shortcuts. */
const shortcut = (path: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><circle cx="24" cy="24" r="24" fill="${ground}"/>` +
  `<path transform="translate(12 12)" d="${path}" fill="none" stroke="${ink}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/></svg>`

const narrow = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 }
const wide = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 }
const watching = (page: Page) => page.locator('[data-rung="video"]').waitFor({ timeout: 60_000 })

const shots: [file: string, path: string, language: string, form: typeof narrow, wait: (page: Page) => Promise<unknown>][] = [
  ['watch', '/watch', 'en-GB', narrow, watching],
  ['read', '/read/schools', 'en-GB', narrow, (page) => page.locator('main article').waitFor()],
  ['read-ur', '/read/schools', 'ur-PK', narrow, (page) => page.locator('main article').waitFor()],
  ['give', '/give', 'en-GB', narrow, (page) => page.locator('form').waitFor()],
  ['watch-wide', '/watch', 'en-GB', wide, watching],
  ['read-wide', '/read', 'en-GB', wide, (page) => page.locator('main h1').waitFor()],
] // biome-ignore format: a table

mkdirSync(icons, { recursive: true })
mkdirSync(screenshots, { recursive: true })
await draw(monochrome(), 512, 'monochrome-512.png')
for (const place of ['watch', 'read', 'give'] as const)
  await draw(shortcut(placeIcons[place]), 192, `${place}-192.png`)

const server = await createEveningServer()
await server.start()
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: [...chromiumArgs, '--autoplay-policy=no-user-gesture-required'],
})
try {
  for (const [file, path, locale, form, wait] of shots) {
    const context = await browser.newContext({ ...form, locale, colorScheme: 'light' })
    const page = await context.newPage()
    await page.goto(`${server.address}/packs`)
    await page.locator('.app-status[data-ready="true"]').waitFor({ timeout: 60_000 })
    await page.goto(server.address + path)
    await wait(page)
    await page.waitForTimeout(2_500)
    const { size } = await sharp(await page.screenshot())
      .webp({ quality: 80, effort: 6 })
      .toFile(`${screenshots}/${file}.webp`)
    console.log(`${screenshots}/${file}.webp: ${size} bytes`)
    await context.close()
  }
} finally {
  await browser.close()
  await server.remove()
}
