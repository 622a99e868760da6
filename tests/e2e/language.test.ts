import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { choose, createWorld, languages, ready, settled, type World } from './shell-world.ts'

let world: World
test.beforeAll(async () => {
  world = await createWorld()
})
test.afterAll(() => world?.remove())

const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(world.address + path)
  await settled(page)
}
const shoot = async (page: Page, name: string): Promise<void> => {
  if (process.env['SADA_SHOTS'])
    await page.screenshot({ path: join(process.env['SADA_SHOTS'], `${name}.png`), fullPage: true })
}
/** Where the pieces stand in a line that holds them all, from left to right; in CSS pixels. */
const lefts = (line: Locator, pieces: string[]): Promise<number[]> =>
  line.evaluate((element, wanted) => {
    const texts: Text[] = []
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text)
    return wanted.map((piece) => {
      const text = texts.find(({ data }) => data.includes(piece))
      if (!text) throw new Error(`${piece} is not in ${element.textContent}`)
      const range = document.createRange()
      range.setStart(text, text.data.indexOf(piece))
      range.setEnd(text, text.data.indexOf(piece) + piece.length)
      return range.getClientRects()[0]?.left ?? Number.NaN
    })
  }, pieces)
const inOrder = (found: number[]): number[] => [...found].sort((a, b) => a - b)
/** The pieces are read from left to right, as the amount or the Latin name they make up. */
const fromTheLeft = async (line: Locator, pieces: string[]): Promise<void> => {
  const found = await lefts(line, pieces)
  expect(found, pieces.join(' ')).toEqual(inOrder(found))
}
const left = async (one: Locator): Promise<number> => (await one.boundingBox())?.x ?? Number.NaN

test('amounts and Latin names in a line of Urdu are read in their own order', async ({ page }) => {
  await go(page, '/read')
  await expect(ready(page)).toBeVisible()
  await choose(page, 'ur')
  await page.getByRole('searchbox').fill('not said 42 times')
  const nothing = page.locator('.library-results-count')
  await expect(nothing).toContainText('42')
  await fromTheLeft(nothing, ['not', 'said', '42', 'times'])
  // The sentence itself runs from the right: what was looked for is at its head.
  const [query = 0, after = 0] = await lefts(nothing, ['not', 'اس'])
  expect(query).toBeGreaterThan(after)
  await shoot(page, 'nothing-found-ur')

  await go(page, '/read/chairs-address')
  const remove = page.locator('.library-keep button')
  await expect(remove).toContainText('kB')
  const size = /[\d.]+/.exec((await remove.textContent()) ?? '')?.[0] ?? ''
  await fromTheLeft(remove, [size, 'kB'])

  await go(page, '/watch')
  const used = page.locator('.watch-data > p', { hasText: /\d.*[kM]B/ })
  await expect(used).toContainText(/\d.*[kM]B/)
  // It goes on counting: what is measured is the line as it is now.
  const line = (await used.evaluate((now) => {
    const still = now.cloneNode(true)
    now.replaceWith(still)
    return still.textContent
  })) as string
  const [, amount = '', unit = ''] = /([\d.]+)\s(\wB)/.exec(line) ?? []
  await fromTheLeft(used, [amount, unit])
  await shoot(page, 'watch-ur')

  await go(page, '/give')
  await page.locator('input[name="give-preset"]').first().check()
  const submit = page.locator('.give-submit')
  await expect(submit).toContainText('Rs')
  await fromTheLeft(submit, ['Rs', '500'])
})

test('without isolation the same line would turn its amount around', async ({ page }) => {
  await go(page, '/watch')
  await choose(page, 'ur')
  const used = page.locator('.watch-data > p', { hasText: /\d.*[kM]B/ })
  await expect(used).toContainText(/\d.*[kM]B/)
  await used.evaluate((line) => {
    line.textContent = 'اب تک 75 kB خرچ ہوا'
  })
  const [amount = 0, unit = 0] = await lefts(used, ['75', 'kB'])
  expect(unit).toBeLessThan(amount)
})

test('signs of direction turn with the language; time runs from the left in both', async ({ page }) => {
  for (const language of languages) {
    const turned = language === 'ur' ? '-1 1' : 'none'
    await go(page, '/read/clinics')
    await choose(page, language)
    const arrows = page.locator('.library-back .icon, .library-neighbour .icon')
    await expect(arrows).toHaveCount(3)
    for (const arrow of await arrows.all()) await expect(arrow).toHaveCSS('scale', turned)
    const [previous, next] = [page.locator('[rel="prev"]'), page.locator('[rel="next"]')]
    expect((await left(previous)) < (await left(next))).toBe(language === 'en')

    await go(page, '/read/lamp-carriers')
    const controls = page.locator('.library-slide-controls')
    await expect(controls.locator('.icon').first()).toHaveCSS('scale', turned)
    await expect(controls.locator('.icon').nth(1)).toHaveCSS('scale', 'none')
    await expect(controls.locator('.icon').last()).toHaveCSS('scale', turned)

    await go(page, '/read/chairs-address')
    await expect(page.locator('.library-play .icon')).toHaveCSS('scale', 'none')
    for (const icon of await page.locator('.library-steps .icon').all())
      await expect(icon).toHaveCSS('scale', 'none')
    const steps = page.locator('.library-steps button')
    expect(await left(steps.first())).toBeLessThan(await left(steps.last()))
    await expect(page.locator('.library-seek')).toHaveCSS('direction', 'ltr')
    await fromTheLeft(page.locator('.library-clock').first(), ['0:00', '/'])

    await go(page, '/watch')
    await expect(page.locator('.watch-buttons .icon').first()).toHaveCSS('scale', 'none')
    const [back, forward] = [
      page.locator('.watch-steps button').first(),
      page.locator('.watch-steps button').last(),
    ]
    expect(await left(back)).toBeLessThan(await left(forward))
    await expect(page.locator('.watch-seek input')).toHaveCSS('direction', 'ltr')
    const times = page.locator('.watch-seek-times bdi')
    expect(await left(times.first())).toBeLessThan(await left(times.last()))
    await shoot(page, `watch-${language}`)
  }
})

test('what an edition says in the other language is marked and runs its own way', async ({ page }) => {
  await go(page, '/read')
  await expect(ready(page)).toBeVisible()
  await choose(page, 'ur')
  await page.getByRole('searchbox').fill('gate pinned')
  const hit = page.locator('.library-hit [lang="en"]').first()
  await expect(hit).toHaveCSS('direction', 'ltr')
  await page.locator('.library-hit').first().click()
  const text = page.locator('article [lang="en"]').first()
  await expect(text).toHaveCSS('direction', 'ltr')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ur')
})

test.describe('a browser that asks for Urdu among others', () => {
  test.use({ locale: 'ur-PK' })
  test('gets it, and a choice made here is kept before it', async ({ page }) => {
    await go(page, '/packs')
    await expect(page.locator('html')).toHaveAttribute('lang', 'ur')
    await choose(page, 'en')
    await page.reload()
    await settled(page)
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  })
})
