import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { choose, createWorld, ready, type World } from './shell-world.ts'

/** Pictures as a phone gets them: one variant of each over the wire, the best it can show. */
let world: World
const shots = process.env['SADA_SHOTS']
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) })
}
test.beforeAll(async () => {
  world = await createWorld()
})
test.afterAll(() => world.remove())

/** A phone of 360 points with two pixels to each, and the pictures it asks for. */
const newPhone = async (browser: Browser, prepare?: () => void) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 })
  if (prepare) await context.addInitScript(prepare)
  const asked: string[] = []
  context.on('request', (request) => {
    const [, name] = /\/edition\/(items\/.+\.(?:avif|webp|jpg|png))$/.exec(request.url()) ?? []
    if (name) asked.push(name)
  })
  const page = await context.newPage()
  await page.goto(`${world.address}/packs`)
  await expect(ready(page)).toBeVisible()
  return { context, page, asked }
}
const pictures = ['1-ferry', '2-pass', '3-rooftops', '4-orchard', '5-desert', '6-lanterns']
const allOf = (kind: string, poster: string) =>
  [
    ...pictures.map((name) => `items/lamp-carriers/${name}.960.${kind}`),
    `items/one-tap/poster.${poster}.${kind}`,
  ].sort()

/** What the slideshow shows, once it has decoded. Of which type it is only the requests tell: the policy lets no page read it. */
const shown = (page: Page) =>
  page.locator('.library-slide img').evaluate(async (image: HTMLImageElement) => {
    await image.decode()
    return {
      natural: [image.naturalWidth, image.naturalHeight],
      said: [image.width > 0, image.getAttribute('width'), image.getAttribute('height')],
    }
  })

test('a phone that shows AVIF fetches one variant of each picture, and the slideshow shows it', async ({
  browser,
}) => {
  const { context, page, asked } = await newPhone(browser)
  expect(asked.sort()).toEqual(allOf('avif', '640'))
  await page.goto(`${world.address}/read/lamp-carriers`)
  expect(await shown(page)).toEqual({ natural: [960, 720], said: [true, '960', '720'] })
  await shoot(page, 'slideshow-en')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  await choose(page, 'ur')
  await page.getByRole('button', { name: 'اگلی تصویر' }).click()
  await shown(page)
  await shoot(page, 'slideshow-ur')
  await page.goto(`${world.address}/packs`)
  await expect(ready(page)).toBeVisible()
  await shoot(page, 'packs-ur')
  // Nothing more is asked for, then or after a look at all of them.
  expect(asked.length).toBe(pictures.length + 1)
  await context.close()
})

test('one that does not fetches WebP, and one that shows neither fetches JPEG', async ({ browser }) => {
  // There is no flag that takes a decoder away: the question the app asks is answered with no.
  const withoutAvif = await newPhone(browser, () => {
    const real = window.createImageBitmap.bind(window)
    window.createImageBitmap = ((source: Blob) =>
      source.type === 'image/avif'
        ? Promise.reject(new DOMException('no', 'InvalidStateError'))
        : real(source)) as never
  })
  expect(withoutAvif.asked.sort()).toEqual(allOf('webp', '640'))
  await withoutAvif.page.goto(`${world.address}/read/lamp-carriers`)
  expect(await shown(withoutAvif.page)).toMatchObject({ natural: [960, 720] })
  await withoutAvif.context.close()

  const old = await newPhone(browser, () => {
    Reflect.deleteProperty(window, 'createImageBitmap')
  })
  expect(old.asked.every((name) => name.endsWith('.480.jpg'))).toBe(true)
  expect(old.asked.length).toBe(pictures.length + 1)
  await old.page.goto(`${world.address}/read/lamp-carriers`)
  expect(await shown(old.page)).toMatchObject({ natural: [480, 360] })
  await old.context.close()
})

test('nothing jumps when a picture or a film comes', async ({ browser }) => {
  // From the first frame on, every height they ever have.
  const { context, page } = await newPhone(browser, () => {
    const heights = new Set<string>()
    Object.assign(window, { heights })
    const look = () => {
      for (const name of ['.library-poster', '.library-host video', '.library-slide-image']) {
        const element = document.querySelector<HTMLElement>(name)
        if (element) heights.add(`${name} ${element.offsetHeight}`)
      }
      requestAnimationFrame(look)
    }
    look()
  })
  const heights = () => page.evaluate(() => [...(window as unknown as { heights: Set<string> }).heights])
  await page.goto(`${world.address}/read/one-tap`)
  const poster = page.locator('.library-poster')
  await expect(poster.locator('img')).toHaveAttribute('src', /^blob:/)
  await poster.locator('img').evaluate((image: HTMLImageElement) => image.decode())
  await poster.click()
  await page.locator('.library-host video').evaluate(async (video: HTMLVideoElement) => {
    while (video.videoHeight === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  })
  const seen = await heights()
  expect(seen).toEqual([
    expect.stringMatching(/^\.library-poster 18\d$/),
    expect.stringMatching(/^\.library-host video 18\d$/),
  ])
  expect(new Set(seen.map((one) => one.split(' ').at(-1))).size).toBe(1)
  await page.goto(`${world.address}/read/lamp-carriers`)
  await shown(page)
  expect(await heights()).toEqual([expect.stringMatching(/^\.library-slide-image 24\d$/)])
  await context.close()
})

test('a link to a heading leads there', async ({ browser }) => {
  const { context, page } = await newPhone(browser)
  await page.goto(`${world.address}/read/schools#the-evening-class`)
  await expect(page.getByRole('heading', { name: 'The evening class' })).toBeInViewport()
  await context.close()
})
