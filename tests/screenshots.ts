/**
 * `npm run screenshots [-- <part of a name>…]`: every screen in every state (tests/states), in both languages, light and dark, as a 360 px phone
 * shows it, into docs/screenshots. Needs a production build (`npm run build`). Look at them before calling a screen done.
 */
import { mkdirSync } from 'node:fs'
import { chromium } from '@playwright/test'
import sharp from 'sharp'
import { chromiumArgs, ensureChromium } from './chromium.ts'
import { createWorld, languages } from './e2e/shell-world.ts'
import { states } from './states/all.ts'
import { openPhones } from './states/phones.ts'

const folder = process.env['SADA_SHOTS'] ?? 'docs/screenshots'
const wanted = process.argv.slice(2)
const chosen = states.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
/** CSS px wide; 360 is the phone most of the audience has. */
const width = Number(process.env['SADA_WIDTH'] ?? 360)

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: [...chromiumArgs, '--autoplay-policy=no-user-gesture-required'],
})
try {
  for (const language of languages) {
    const world = await createWorld()
    const phones = openPhones(browser, world, language, {
      viewport: { width, height: width < 700 ? 740 : 900 },
      deviceScaleFactor: 1.5,
    })
    for (const state of chosen) {
      await phones
        .show(state, async (page) => {
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme })
            await page.waitForTimeout(300)
            const png = await page.screenshot({ fullPage: process.env['SADA_FULL'] === 'yes' })
            await sharp(png)
              .webp({ quality: 72, effort: 6 })
              .toFile(`${folder}/${state.name}-${language}-${colorScheme}.webp`)
          }
        })
        .then(
          () => console.log(`${state.name} (${language})`),
          (error: unknown) => {
            console.error(
              `${state.name} (${language}): ${error instanceof Error ? error.message : String(error)}`,
            )
            process.exitCode = 1
          },
        )
    }
    await phones.close()
    await world.remove()
  }
} finally {
  await browser.close()
}
