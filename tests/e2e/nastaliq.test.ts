import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, expect, type Page, test } from '@playwright/test'
import { chromiumArgs, findChromium } from '../chromium.ts'
import { createWorld, ready, type World, watchTroubles } from './shell-world.ts'

let world: World
let browser: Browser
const folder = mkdtempSync(join(tmpdir(), 'sada-fonts-'))

/** A phone without Nastaliq: Chromium with the machine's own hidden from it. */
const withoutNastaliq = (): Record<string, string> => {
  const file = join(folder, 'fonts.conf')
  const hidden = ['Noto Nastaliq Urdu', 'Jameel Noori Nastaleeq', 'Urdu Typesetting'].map(
    (name) => `<pattern><patelt name="family"><string>${name}</string></patelt></pattern>`,
  )
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts</dir><cachedir>${folder}</cachedir><selectfont><rejectfont>${hidden.join('')}</rejectfont></selectfont></fontconfig>`,
  )
  return { ...(process.env as Record<string, string>), FONTCONFIG_FILE: file }
}

test.beforeAll(async () => {
  world = await createWorld()
  const executablePath = findChromium()
  browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: chromiumArgs,
    env: withoutNastaliq(),
  })
})
test.afterAll(async () => {
  await browser.close()
  await world.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** The fonts that the heading is really drawn with, and whether they came from the page. */
const drawnWith = async (page: Page): Promise<string[]> => {
  const inspector = await page.context().newCDPSession(page)
  await inspector.send('DOM.enable')
  await inspector.send('CSS.enable')
  const { root } = await inspector.send('DOM.getDocument')
  const { nodeId } = await inspector.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'main h1' })
  const { fonts } = await inspector.send('CSS.getPlatformFontsForNode', { nodeId })
  await inspector.detach()
  return fonts.map(({ familyName, isCustomFont }) => `${familyName}${isCustomFont ? ' of the page' : ''}`)
}
const ours = 'Noto Nastaliq Urdu of the page'

const jumps = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => resolve(sum), 500)
      }),
  )

test('Nastaliq is fetched only when asked for, kept without a server, and removed', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'ur-PK' })
  const page = await context.newPage()
  const troubles = watchTroubles(page, () => world.address)
  const fonts: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'font' || request.url().endsWith('.woff2')) fonts.push(request.url())
  })
  await page.goto(`${world.address}/read/schools`)
  await expect(ready(page)).toBeVisible()
  const fetchIt = page.getByRole('button', { name: /ڈاؤن لوڈ.*159/ })
  await expect(fetchIt).toBeVisible()
  expect(fonts).toEqual([])
  expect(await drawnWith(page)).not.toContain(ours)
  if (process.env['SADA_SHOTS']) {
    await fetchIt.scrollIntoViewIfNeeded()
    await page.screenshot({ path: join(process.env['SADA_SHOTS'], 'nastaliq-offer.png') })
  }

  await fetchIt.click()
  const removeIt = page.getByRole('button', { name: /ہٹا/ })
  await expect(removeIt).toBeVisible()
  expect(fonts).toHaveLength(1)
  expect(new URL(fonts[0] ?? '').origin).toBe(world.address)
  expect(await drawnWith(page)).toContain(ours)

  await world.stop()
  try {
    await page.goto(`${world.address}/read/schools`)
    await expect(page.locator('main article')).toContainText(/[\u0600-\u06ff]{3}/)
    expect(await drawnWith(page)).toContain(ours)
    // The words were set once, in the font they stay in.
    expect(await jumps(page)).toBeLessThan(0.05)
    await expect(removeIt).toBeVisible()
    if (process.env['SADA_SHOTS'])
      await page.screenshot({ path: join(process.env['SADA_SHOTS'], 'nastaliq-kept.png') })
    await removeIt.click()
    await expect(fetchIt).toBeVisible()
    expect(await drawnWith(page)).not.toContain(ours)
    await page.reload()
    await expect(fetchIt).toBeVisible()
    expect(await drawnWith(page)).not.toContain(ours)
  } finally {
    await world.serve()
  }
  expect(fonts).toHaveLength(1)
  expect(troubles.filter((trouble) => !trouble.includes('ERR_CONNECTION_REFUSED'))).toEqual([])
  await context.close()
})
