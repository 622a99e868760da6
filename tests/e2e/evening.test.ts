import { expect, type Page, test } from '@playwright/test'
import { createEveningServer, type EveningServer } from './evening-server.ts'
import { readLedger } from './ledger.ts'

let server: EveningServer

test.beforeAll(async () => {
  server = await createEveningServer()
  await server.start()
})
test.afterAll(() => server.remove())

const place = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true })

test('the evening: visited once, then without a server, then with one again', async ({ page, context }) => {
  const foreign: string[] = []
  const violations: string[] = []
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== server.address) foreign.push(request.url())
  })
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) violations.push(message.text())
  })

  await test.step('first visit, until ready offline', async () => {
    await page.goto(server.address)
    await expect(page.locator('.app-status[data-ready="true"]')).toBeVisible({ timeout: 90_000 })
    await expect(page.getByText('Ready offline')).toBeVisible()
  })

  await test.step('the server is gone; the app still opens', async () => {
    await server.stop('SIGKILL')
    await page.reload()
    await expect(place(page, 'Read')).toBeVisible()
  })

  await test.step('a manifesto chapter, in both languages', async () => {
    await place(page, 'Read').click()
    await page
      .getByRole('link', { name: /A school within a walk/ })
      .first()
      .click()
    await expect(page.getByRole('heading', { level: 1, name: /A school within a walk/ })).toBeVisible()
    await expect(page.locator('main article')).toHaveText(/[\s\S]{600,}/)
    await page.getByRole('button', { name: 'اردو' }).click()
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    await expect(page.locator('main article')).toContainText(/[\u0600-\u06ff]{3}/)
    await page.getByRole('button', { name: 'English' }).click()
  })

  await test.step('a speech: its words in both languages, its stored voice', async () => {
    await place(page, 'Read').click()
    await page
      .getByRole('link', { name: /Zarmeena Talwar/ })
      .first()
      .click()
    await expect(page.locator('main article')).toContainText(/[a-z]{4}/)
    const audio = page.locator('audio')
    await page.getByRole('button', { name: /^Play/ }).first().click()
    await expect
      .poll(() => audio.evaluate((element: HTMLAudioElement) => element.currentTime))
      .toBeGreaterThan(1)
    expect(await audio.evaluate((element: HTMLAudioElement) => element.currentSrc.startsWith('blob:'))).toBe(
      true,
    )
    await page.getByRole('button', { name: 'اردو' }).click()
    await expect(page.locator('main article')).toContainText(/[\u0600-\u06ff]{3}/)
    await page.getByRole('button', { name: 'English' }).click()
  })

  await test.step('a donation without a server: kept, with payment instructions', async () => {
    await place(page, 'Give').click()
    await page.getByRole('radio', { name: /Rs.?1,500/ }).check()
    await page.getByLabel(/Name/).first().fill('Test Donor Nasreen')
    for (const box of await page.getByRole('checkbox', { name: /18|own/i }).all()) await box.check()
    await page.getByRole('button', { name: /^Give/ }).click()
    await expect(page.getByText(/SD [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} \d\d/).first()).toBeVisible()
    await expect(page.locator('.app-status')).toHaveAttribute('data-waiting', '1')
  })

  await test.step('it survives a closed tab', async () => {
    await page.close({ runBeforeUnload: false })
    page = await context.newPage()
    await page.goto(`${server.address}/give`)
    await expect(page.locator('.app-status')).toHaveAttribute('data-waiting', '1')
  })

  await test.step('the server returns: recorded once, with a receipt', async () => {
    await server.start()
    await page.getByRole('button', { name: /Send now/ }).click()
    await expect(page.locator('.app-status')).toHaveAttribute('data-waiting', '0', { timeout: 90_000 })
    await expect(page.getByText(/Recorded/).first()).toBeVisible()
    const rows = readLedger(server.data)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ currency: 'PKR', minor: 150_000, commitment: 'now' })
    expect(rows[0]?.receipt.split('.')).toHaveLength(3)
  })

  await test.step('a second sending changes nothing; totals show it', async () => {
    await page.reload()
    await expect(page.getByText(/Rs.?1,500/).first()).toBeVisible()
    expect(readLedger(server.data)).toHaveLength(1)
    const totals = await (await fetch(`${server.address}/v1/totals`)).json()
    expect(totals.currencies).toEqual([{ currency: 'PKR', donations: 1, pledged: 150_000, paid: 0 }])
  })

  expect(foreign).toEqual([])
  expect(violations).toEqual([])
  expect(server.log()).not.toContain('Nasreen')
})
