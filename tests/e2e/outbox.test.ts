import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { createEveningServer, type EveningServer } from './evening-server.ts'
import { arrive, giveOnce, saved, submit } from './giving-steps.ts'
import { readLedger } from './ledger.ts'

let server: EveningServer
let folder: string

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sada-outbox-'))
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))
test.beforeEach(async () => {
  server = await createEveningServer()
  await server.start()
})
test.afterEach(() => server.remove())

const list = (page: Page) => page.getByRole('region', { name: 'Your donations on this phone' })
const state = (page: Page, words: string) => list(page).getByText(words, { exact: true })
const refusal = (problem: string, status: number, headers: Record<string, string> = {}) => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify({ type: `urn:sada:problem:${problem}`, title: problem, status }),
})

test('a receipt is kept, saved as a file and printed alone', async ({ page }) => {
  await arrive(page, server.address)
  const reference = await giveOnce(page)
  await expect(state(page, 'Recorded')).toBeVisible()
  await page.reload()
  await list(page).getByRole('button', { name: 'Receipt', exact: true }).click()
  const [row] = readLedger(server.data)
  const file = await saved(page, 'Save receipt as a file', folder)
  const text = readFileSync(file, 'utf8')
  for (const line of [reference, row?.id, '1500.00 PKR', `sada-receipt:1:${row?.receipt}`])
    expect(text.split('\n')).toContain(line)

  await page.evaluate(() => {
    window.print = () => undefined
  })
  await page.emulateMedia({ media: 'print' })
  const receipt = page.getByRole('region', { name: 'Receipt' })
  await page.emulateMedia({ media: null })
  await receipt.getByRole('button', { name: 'Print' }).click()
  await page.emulateMedia({ media: 'print' })
  await expect(receipt.getByText(reference)).toBeVisible()
  await expect(receipt.getByText('Lantern Assembly')).toBeVisible()
  for (const other of [
    page.getByRole('heading', { level: 1 }),
    page.getByRole('button', { name: 'Print' }),
    page.locator('.give-form, .give-given'),
  ])
    await expect(other).toBeHidden()
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: null })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('refused: the reason stands there, mending gives a new donation that names the old, which is not sent any more', async ({
  page,
}) => {
  await arrive(page, server.address)
  const sent: string[] = []
  await page.route('**/v1/donations', async (route) => {
    sent.push((route.request().postDataJSON() as { id: string }).id)
    if (sent.length === 1) await route.fulfill(refusal('unknown-method', 422))
    else await route.continue()
  })
  const reference = await giveOnce(page)
  await expect(state(page, 'Needs you')).toBeVisible()
  await list(page).getByRole('button', { name: 'Mend' }).click()
  await list(page).getByRole('button', { name: 'Fill in the form' }).click()
  await expect(page.getByText(/^This takes the place of/)).toContainText(reference)
  await expect(page.getByText(/^This takes the place of/)).toBeInViewport()
  // What is being mended outlives the page.
  await page.reload()
  await expect(page.getByText(/^This takes the place of/)).toContainText(reference)
  await expect(page.getByRole('textbox', { name: /^Other amount/ })).toHaveValue('1500.00')
  await submit(page)
  await expect(state(page, 'Recorded')).toBeVisible()
  await expect(list(page).getByText(/^Given anew as/)).toBeVisible()
  await expect(list(page).getByText(/^Given in place of/)).toContainText(reference)
  expect(readLedger(server.data)).toMatchObject([{ id: sent[1] }])
  expect(new Set(sent).size).toBe(2)
})

test('the gateway asks to wait: that is said, in minutes; Send now does not wait', async ({ page }) => {
  await arrive(page, server.address)
  let asked = 0
  await page.route('**/v1/donations', (route) =>
    ++asked === 1
      ? route.fulfill(refusal('too-many-requests', 429, { 'retry-after': '290' }))
      : route.continue(),
  )
  await giveOnce(page)
  await expect(
    list(page).getByText(/The organisation asked to wait. Next try by itself .*in 5 minutes/),
  ).toBeVisible()
  await page.reload()
  await expect(list(page).getByText(/in 5 minutes/)).toBeVisible()
  expect(asked).toBe(1)
  await list(page).getByRole('button', { name: 'Send now' }).click()
  await expect(state(page, 'Recorded')).toBeVisible()
  expect(readLedger(server.data)).toHaveLength(1)
})

test('taken back while it is being sent: the receipt that comes all the same is kept, and that is said', async ({
  page,
}) => {
  await arrive(page, server.address)
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  // The gateway has recorded it; its answer takes its time on the way.
  await page.route('**/v1/donations', async (route) => {
    const response = await route.fetch()
    await held
    await route.fulfill({ response })
  })
  await giveOnce(page)
  await expect(state(page, 'Sending')).toBeVisible()
  await list(page).getByRole('button', { name: 'Take back' }).click()
  await expect(list(page).getByText(/It may have left this phone already/)).toBeVisible()
  await list(page).getByRole('button', { name: 'Yes, take it back' }).click()
  await expect(state(page, 'Taken back')).toBeVisible()
  await expect(list(page).getByText(/is not sent from here/)).toBeVisible()
  answer()
  await expect(state(page, 'Recorded')).toBeVisible()
  await expect(list(page).getByText(/^You took this back/)).toBeVisible()
  expect(readLedger(server.data)).toHaveLength(1)
})

test('taken back without a link: nothing is sent when it returns, until its owner says so', async ({
  page,
  context,
}) => {
  await arrive(page, server.address)
  await context.setOffline(true)
  await giveOnce(page)
  await expect(list(page).getByText(/^Last try/)).toBeVisible()
  await list(page).getByRole('button', { name: 'Take back' }).click()
  await list(page).getByRole('button', { name: 'Yes, take it back' }).click()
  await expect(state(page, 'Taken back')).toBeVisible()
  await context.setOffline(false)
  await page.reload()
  await expect(page.locator('.app-status')).toHaveAttribute('data-waiting', '0')
  await expect(page.getByText('As of')).toBeVisible()
  expect(readLedger(server.data)).toEqual([])
  await list(page).getByRole('button', { name: 'Send it after all' }).click()
  await expect(state(page, 'Recorded')).toBeVisible()
  expect(readLedger(server.data)).toHaveLength(1)
})
