import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { projectFolders } from '../../src/organiser/evening/open-evening.ts'
import type { Giving } from '../../src/shared/giving.ts'
import { buildPseudo, type PseudoTag } from '../pseudo/build.ts'
import { createWorld, ready, settled, type World } from './shell-world.ts'

/** The app with one file more in `src/ui/languages`, which makes a language: nothing else was told of it. */
let built: Awaited<ReturnType<typeof buildPseudo>>
let world: World
test.beforeAll(async () => {
  built = await buildPseudo()
  world = await createWorld(built.app)
})
test.afterAll(async () => {
  await world?.remove()
  built?.remove()
})

const giving = JSON.parse(readFileSync(join(projectFolders.edition, 'giving.json'), 'utf8')) as Giving

/** What the edition itself says, and the browser of its own knowledge: no message of the app. Longest first, so that no part of a text is left. */
const said = ['content.json', 'giving.json']
  .flatMap((name) => {
    const found: string[] = []
    JSON.parse(readFileSync(join(projectFolders.edition, name), 'utf8'), (_, value: unknown) => {
      if (typeof value === 'string' && /\p{L}/u.test(value)) found.push(value)
      return value
    })
    return found
  })
  .concat(
    ['en-PK', 'ur-PK'].flatMap((locale) => {
      const names = new Intl.DisplayNames(locale, { type: 'currency' })
      return giving.currencies.map(({ code }) => names.of(code) ?? code)
    }),
  )
  .sort((a, b) => b.length - a.length)

/** What stands on the page, seen or read out, and is neither out of a catalogue nor marked as somebody else's words. */
const strangers = (page: Page): Promise<string[]> =>
  page.evaluate((known) => {
    const outside = (text: string) => {
      const rest = known.reduce((left, one) => left.replaceAll(one, ''), text)
      // Neither a time of day nor a sign such as A+ is a word.
      return /\p{L}{2}/u.test(rest.replace(/\[.*\]|\d:\d\d\s[AP]M/gisu, ''))
    }
    const found: string[] = []
    const foreign = 'bdi, [dir="auto"], [lang]:not(html), script, style, noscript'
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ['aria-label', 'aria-valuetext', 'placeholder', 'title', 'alt']) {
          const text = node.getAttribute(name)
          if (text && outside(text)) found.push(`${name}: ${text}`)
        }
      } else if (outside(node.nodeValue ?? '') && !node.parentElement?.closest(foreign))
        found.push(`${node.parentElement?.className}: ${node.nodeValue}`)
    }
    return found
  }, said)

/** What does not fit: the page sideways, and boxes that cut off what is in them. */
const clipped = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - innerWidth
    const cut = [...document.body.querySelectorAll<HTMLElement>('*')].filter((element) => {
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element)
      if (element.closest('.visually-hidden') || !element.textContent?.trim()) return false
      const across = /hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1
      const down = /hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1
      return across || down || textOverflow === 'ellipsis'
    })
    return [
      ...(wide > 0 ? [`the page, by ${wide} px`] : []),
      ...cut.map((element) => `${element.className}: ${element.textContent}`),
    ]
  })

/** Where to go and what to do there, until it is as it should be looked at. */
const screens: [name: string, path: string, until?: (page: Page) => Promise<unknown>][] = [
  ['watch', '/watch', (page) => page.locator('.watch-line').first().waitFor()],
  ['read', '/read', (page) => page.getByRole('searchbox').waitFor()],
  [
    'found',
    '/read',
    async (page) => {
      await page.getByRole('searchbox').fill('school')
      await page.locator('.library-hit').first().waitFor()
    },
  ],
  ['chapter', '/read/schools', (page) => page.locator('.library-text').waitFor()],
  ['speech', '/read/chairs-address', (page) => page.locator('.library-cue').first().waitFor()],
  ['slideshow', '/read/lamp-carriers', (page) => page.locator('.library-slide').waitFor()],
  ['locked', '/read/at-nine', (page) => page.locator('.locked').waitFor()],
  [
    'refused form',
    '/give',
    async (page) => {
      await page.locator('input[value="pledge"]').check()
      await page.locator('.give-submit').click()
      await page.locator('.give-summary').waitFor()
    },
  ],
  [
    'given',
    '/give',
    async (page) => {
      await page.locator('input[value="now"]').check()
      await page.locator('input[name="give-preset"]').first().check()
      for (const box of await page.locator('.give-check input').all()) await box.check()
      await page.locator('.give-submit').click()
      await page.locator('.give-pay-code').first().waitFor()
    },
  ],
  [
    'packs',
    '/packs',
    async (page) => {
      await page.locator('.packs-exchange').first().waitFor()
      for (const more of await page.locator('details').all())
        await more.evaluate((one) => one.setAttribute('open', ''))
    },
  ],
  ['phone', '/phone'],
  ['nowhere', '/nowhere'],
]

for (const tag of ['en-XA', 'ar-XB'] as PseudoTag[])
  test(`${tag}, added by one file, is offered and spoken on every screen, and has room`, async ({ page }) => {
    await page.goto(`${world.address}/packs`)
    await expect(ready(page)).toBeVisible()
    await page.locator('select.app-language').selectOption(tag)
    await expect(page.locator('html')).toHaveAttribute('lang', tag)
    await expect(page.locator('html')).toHaveAttribute('dir', tag === 'ar-XB' ? 'rtl' : 'ltr')
    for (const [name, path, until] of screens)
      await test.step(name, async () => {
        await page.goto(world.address + path)
        await settled(page)
        await until?.(page)
        expect.soft(await strangers(page), name).toEqual([])
        expect.soft(await clipped(page), name).toEqual([])
        if (process.env['SADA_SHOTS'])
          await page.screenshot({
            path: join(process.env['SADA_SHOTS'], `${tag}-${name}.png`),
            fullPage: true,
          })
      })
    // The edition has no such language: it is read in the one its readers read, and called so.
    await page.goto(`${world.address}/read`)
    await expect(page.locator('.library-entry-title bdi').first()).toHaveAttribute('lang', 'en')
  })
