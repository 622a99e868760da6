import { readFileSync } from 'node:fs'
import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test'
import { sha256, utf8 } from '../../src/shared/bytes.ts'
import { openDonation } from '../../src/shared/donation.ts'
import type { Giving } from '../../src/shared/giving.ts'
import type { PrivateJwk } from '../../src/shared/signature.ts'
import { createEveningServer, type EveningServer } from './evening-server.ts'
import { readDonations } from './ledger.ts'

let server: EveningServer

test.setTimeout(120_000)
test.beforeAll(async () => {
  server = await createEveningServer()
  await server.start()
})
test.afterAll(() => server.remove())

/** What only the organisation has, here the demo's. */
const privateKey = JSON.parse(readFileSync('src/organiser/demo/keys/sealing.jwk.json', 'utf8')) as PrivateJwk

const openGive = async (context: BrowserContext): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(`${server.address}/give`)
  await expect(page.locator('.app-status[data-ready="true"]')).toBeVisible({ timeout: 90_000 })
  return page
}

/** Presses Tab until the focus is on (or in) what is wanted, as somebody without a pointer does. */
const tabTo = async (page: Page, wanted: Locator): Promise<void> => {
  const there = () => wanted.evaluate((node) => node.contains(document.activeElement))
  for (let presses = 0; presses < 60; presses++) {
    if (await there()) return
    await page.keyboard.press('Tab')
  }
  throw new Error('never reached by Tab')
}
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`)

test('the whole form by keyboard, in Urdu, without a link; the organiser’s key opens all of it', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: 'ur-PK', viewport: { width: 360, height: 740 } })
  const page = await openGive(context)
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await context.setOffline(true)

  const press = (key: string) => page.keyboard.press(key)
  const write = async (name: string, text: string) => {
    await tabTo(page, field(page, name))
    await page.keyboard.insertText(text)
  }
  await tabTo(page, field(page, 'preset'))
  await press('Space')
  for (let i = 0; i < 3; i++) await press('ArrowDown')
  await expect(page.getByRole('radio', { name: /25,000/ })).toBeChecked()
  await tabTo(page, field(page, 'commitment'))
  await press('ArrowDown')
  await press('ArrowDown')
  await tabTo(page, field(page, 'method'))
  await press('ArrowDown')
  await tabTo(page, page.locator('.give-fee'))
  await press('Space')
  await expect(page.locator('.give-fee')).toContainText('25,385.79')
  await write('name', 'زری گل')
  await write('field-heard', 'نانی سے')
  await tabTo(page, field(page, 'tribute-kind'))
  await press('ArrowDown')
  await press('ArrowDown')
  await write('tribute', 'نانا جان')
  await write('message', 'چراغ جلتے رہیں')
  await tabTo(page, page.locator('button[type="submit"]'))
  await press('Enter')

  // What is missing is announced at the head, with ways to it, and the focus stands at the first.
  const alert = page.locator('.give-summary')
  await expect(alert.getByRole('link')).toHaveText([
    /رسید کے لیے فون یا ای میل/,
    /CNIC/,
    /اٹھارہ سال/,
    /ذاتی رقم/,
  ])
  await expect(field(page, 'contact').getByRole('textbox')).toBeFocused()
  await page.keyboard.insertText('۰۳۰۰-۱۲۳۴۵۶۷')
  await write('field-cnic', '۱۲۳۴۵-۱۲۳۴۵۶۷-۱')
  const box = await field(page, 'field-cnic').getByRole('textbox').boundingBox()
  expect(box?.width).toBeGreaterThan(250)
  for (const name of ['declaration-adult', 'declaration-own-funds']) {
    await tabTo(page, field(page, name))
    await press('Space')
  }
  await expect(alert).toHaveCount(0)
  await tabTo(page, page.locator('button[type="submit"]'))
  await press('Enter')

  const thanks = page.getByRole('region', { name: 'شکریہ' })
  await expect(thanks).toBeVisible()
  await expect(thanks).toContainText('25,385.79')
  await context.setOffline(false)
  await expect(thanks.getByText('تنظیم نے آپ کا عطیہ درج کر لیا ہے۔')).toBeVisible()

  const giving = (await (await page.request.get(`${server.address}/edition/giving.json`)).json()) as Giving
  const [donation] = readDonations(server.data)
  expect(donation).toMatchObject({
    amount: { currency: 'PKR', minor: 2_500_000 },
    fee: 38_579,
    commitment: 'monthly',
    method: 'wallet-pkr',
    terms: 1,
  })
  expect(await openDonation(donation!, privateKey)).toEqual({
    name: 'زری گل',
    contact: '۰۳۰۰-۱۲۳۴۵۶۷',
    message: 'چراغ جلتے رہیں',
    anonymous: false,
    residence: 'home',
    tribute: { kind: 'memory', name: 'نانا جان' },
    fields: { cnic: '1234512345671', heard: 'نانی سے' },
    declarations: await Promise.all(
      ['adult', 'own-funds'].map(async (id) => {
        const { version, text } = giving.declarations.find((one) => one.id === id)!
        return { id, version, sha256: await sha256(utf8(text.ur)) }
      }),
    ),
  })
  await context.close()
})

/** Everything this origin keeps in IndexedDB, localStorage and sessionStorage, as one text. */
const storedText = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const all: unknown[] = [{ ...localStorage }, { ...sessionStorage }]
    for (const { name } of await indexedDB.databases()) {
      if (name !== 'sada-outbox') continue
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      for (const store of database.objectStoreNames)
        all.push(
          await new Promise((resolve) => {
            const request = database.transaction(store).objectStore(store).getAll()
            request.onsuccess = () => resolve(request.result)
          }),
        )
      database.close()
    }
    return JSON.stringify(all)
  })

test('a reload keeps the draft, a closed tab what does not say who gives, neither an identity number; conditions follow', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 360, height: 740 } })
  const page = await openGive(context)
  await page.getByRole('radio', { name: 'Rs 25,000' }).check()
  await field(page, 'field-cnic').getByRole('textbox').fill('12345-1234567-1')
  await field(page, 'field-heard').getByRole('textbox').fill('from my grandmother')
  await page.getByRole('checkbox', { name: /lakh and crore/ }).check()
  // Written after a pause in typing, and as the page is left.
  await page.reload()
  await expect(field(page, 'field-heard').getByRole('textbox')).toHaveValue('from my grandmother')
  await expect(field(page, 'field-cnic').getByRole('textbox')).toHaveValue('')
  const stored = await storedText(page)
  expect(stored).toContain('2500000')
  expect(stored).not.toMatch(/1234567|grandmother/)
  await page.close()

  const again = await openGive(context)
  await expect(again.getByRole('radio', { name: 'Rs 25,000' })).toBeChecked()
  await expect(field(again, 'field-heard').getByRole('textbox')).toHaveValue('')
  await expect(field(again, 'field-cnic').getByRole('textbox')).toHaveValue('')
  await expect(again.getByRole('checkbox', { name: /lakh and crore/ })).toBeChecked()
  await expect(again.getByText('From Rs 100 to Rs 50,00,000')).toBeVisible()

  await again.getByRole('radio', { name: 'Overseas' }).check()
  await expect(field(again, 'field-cnic')).toHaveCount(0)
  await expect(field(again, 'field-nicop')).toBeVisible()
  await expect(field(again, 'declaration-citizen')).toBeVisible()
  await again.getByRole('radio', { name: 'US Dollar' }).check()
  await again.getByRole('radio', { name: '$25', exact: true }).check()
  await expect(field(again, 'field-nicop').getByRole('textbox')).toHaveAttribute('aria-required', 'false')
  await again.getByRole('radio', { name: '$100', exact: true }).check()
  await expect(field(again, 'field-nicop').getByRole('textbox')).toHaveAttribute('aria-required', 'true')
  await context.close()
})

test('the slip goes to the share sheet as a picture, and alone onto paper', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 360, height: 740 } })
  // Chromium on Linux has no share sheet, and its print dialogue cannot be seen: what they would be handed is looked at.
  await context.addInitScript(() => {
    const handed: string[] = []
    Object.assign(window, { handed, print: () => handed.push('printed') })
    Object.assign(Navigator.prototype, {
      canShare: ({ files }: ShareData) => files?.length === 1,
      share: async ({ files }: ShareData) => {
        const file = files![0]!
        const { width } = await createImageBitmap(file)
        handed.push(`${file.name} ${file.type} ${width}`)
      },
    })
  })
  const handed = (page: Page) => page.evaluate(() => (window as never as { handed: string[] }).handed)
  const page = await openGive(context)
  await page.getByRole('radio', { name: 'Rs 1,500' }).check()
  for (const box of await page.getByRole('checkbox', { name: /18|own/ }).all()) await box.check()
  await page.getByRole('button', { name: /^Give/ }).click()
  const thanks = page.getByRole('region', { name: 'Thank you' })
  await thanks.getByRole('button', { name: /as a picture/ }).click()
  await expect
    .poll(() => handed(page))
    .toEqual([expect.stringMatching(/^sada-payment-SD\w{14}\.png image\/png 840$/)])

  await thanks.getByRole('button', { name: 'Print' }).click()
  await expect.poll(async () => (await handed(page)).at(-1)).toBe('printed')
  const picture = page.locator('body > .print-picture')
  await expect(picture).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  await expect(picture).toBeVisible()
  await expect(page.locator('main')).toBeHidden()
  expect(await picture.evaluate((image: HTMLImageElement) => [image.complete, image.naturalWidth])).toEqual([
    true,
    840,
  ])
  await page.emulateMedia({ media: null })
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await expect(picture).toHaveCount(0)
  await context.close()
})
