import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import decodeQR from 'qr/decode.js'
import { createEveningServer, type EveningServer } from './evening-server.ts'

let server: EveningServer

test.setTimeout(90_000)
test.beforeAll(async () => {
  server = await createEveningServer()
  await server.start()
})
test.afterAll(() => server.remove())

/** What a scanner reads off a picture; drawn and read back by the page, since Node has no canvas. */
const scan = async (page: Page, png: Buffer): Promise<string> => {
  const picture = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const drawing = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
    drawing.drawImage(bitmap, 0, 0)
    const { data } = drawing.getImageData(0, 0, bitmap.width, bitmap.height)
    // Dark or light is all a code needs; five million numbers as JSON would take half a minute.
    let dark = ''
    for (let at = 0; at < data.length; at += 4) dark += data[at]! < 128 ? '1' : '0'
    return { width: bitmap.width, height: bitmap.height, dark }
  }, png.toString('base64'))
  const data = new Uint8ClampedArray(picture.dark.length * 4)
  for (let at = 0; at < picture.dark.length; at++)
    data.fill(picture.dark[at] === '1' ? 0 : 255, at * 4, at * 4 + 3)
  return decodeQR({ ...picture, data })
}

for (const [language, words] of Object.entries({
  en: {
    preset: /1,500/,
    give: /^Give/,
    declarations: /18|own/,
    thanks: 'Thank you',
    code: /^QR code/,
    slip: /as a picture/,
  },
  ur: {
    preset: /1,500/,
    give: /دیں$/,
    declarations: /اٹھارہ|ذاتی/,
    thanks: 'شکریہ',
    code: /کیو آر/,
    slip: /تصویر/,
  },
}))
  test(`how to pay stands there without any network, to copy, to scan and to hand on (${language})`, async ({
    browser,
  }) => {
    const context = await browser.newContext({
      locale: language === 'ur' ? 'ur-PK' : 'en-GB',
      viewport: { width: 360, height: 740 },
      deviceScaleFactor: 2,
    })
    const page = await context.newPage()
    await page.goto(server.address)
    await expect(page.locator('.app-status[data-ready="true"]')).toBeVisible({ timeout: 90_000 })
    await context.setOffline(true)
    await page.goto(`${server.address}/give`)
    await page.getByRole('radio', { name: words.preset }).click()
    for (const box of await page.getByRole('checkbox', { name: words.declarations }).all()) await box.check()
    await page.getByRole('button', { name: words.give }).click()
    const thanks = page.getByRole('region', { name: words.thanks })
    await expect(thanks).toBeVisible()

    const reference = await thanks.locator('.give-code', { hasText: /^SD / }).textContent()
    const code = thanks.getByRole('img', { name: words.code })
    await code.scrollIntoViewIfNeeded()
    // A picture taken while the page still moves shows no code; a camera tries again too.
    let scanned = ''
    await expect(async () => {
      scanned = await scan(page, await code.screenshot())
      expect(scanned).toMatch(
        /^0002020102120202000424PK81DEMO000000112345670205071500\.000712\d{12}1004[0-9A-F]{4}$/,
      )
    }).toPass({ timeout: 30_000 })

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      thanks.getByRole('button', { name: words.slip }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`sada-payment-${(reference ?? '').replaceAll(' ', '')}.png`)
    const slip = readFileSync(await download.path())
    expect((await scan(page, slip)).slice(0, 60)).toBe(scanned.slice(0, 60))
    await test.info().attach('slip', { body: slip, contentType: 'image/png' })
    if (process.env['SADA_SLIPS']) {
      await download.saveAs(`${process.env['SADA_SLIPS']}/slip-${language}.png`)
      await page.screenshot({ path: `${process.env['SADA_SLIPS']}/thanks-${language}.png`, fullPage: true })
    }
    await context.close()
  })
