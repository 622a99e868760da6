import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, type Page, test } from '@playwright/test'
import { type StripeServer, startStripe } from '../../src/gateway/testing/stripe-server.ts'
import { createEveningServer, type EveningServer } from './evening-server.ts'
import { arrive, submit } from './giving-steps.ts'

let provider: StripeServer
let server: EveningServer
let folder: string

/** The demo's edition, with a way to pay by card: the page of the provider, which the doubly signed form names. */
const editionWithCards = (checkout: string): string => {
  const source = join(folder, 'source')
  const built = join(folder, 'edition')
  cpSync('src/organiser/demo/edition', source, { recursive: true })
  const path = join(source, 'giving.yaml')
  const card = `  - id: card-pkr
    name: { en: Card, ur: کارڈ }
    currency: PKR
    type: card
    checkout: ${checkout}
    account:
      title: Lantern Assembly (demonstration)
      bank: { en: Demonstration Cards, ur: نمونہ کارڈ }
    fee: { percent: 3, fixed: 0 }
    instructions:
      en: Pay on the next page. It is invented.
      ur: اگلے صفحے پر ادا کریں۔ یہ فرضی ہے۔
`
  const before = readFileSync(path, 'utf8')
  writeFileSync(path, before.replace(/^# Raised by one/m, `${card}# Raised by one`))
  const sada = ['src/organiser/sada.ts', 'edition', 'build', source, '--out', built]
  execFileSync('node', [...sada, '--keys', 'src/organiser/demo/keys'], { stdio: 'pipe' })
  return built
}

test.setTimeout(180_000)
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sada-card-'))
  const pem = (name: string) => readFileSync(`tests/fixtures/pay-page/${name}.pem`, 'utf8')
  provider = await startStripe({
    secretKey: 'sk_test_e2e',
    secrets: ['whsec_e2e'],
    tls: { key: pem('key'), cert: pem('cert') },
    pageOrigin: (port) => `https://127.0.0.1:${port}`,
  })
  server = await createEveningServer(['--edition', editionWithCards(provider.origin)], (address) => ({
    STRIPE_SECRET_KEY: 'sk_test_e2e',
    STRIPE_WEBHOOK_SECRET: 'whsec_e2e',
    STRIPE_API: provider.api,
    SADA_APP: address,
  }))
  await server.start()
  provider.webhook = `${server.address}/v1/checkouts/webhook`
})
test.afterAll(async () => {
  await server?.remove()
  await provider?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})
// Its certificate is signed by itself.
test.use({ ignoreHTTPSErrors: true })

const payments = () => {
  const database = new DatabaseSync(join(server.data, 'ledger.sqlite'), { readOnly: true })
  try {
    return database.prepare('SELECT donation, currency, minor, source FROM payments ORDER BY id').all()
  } finally {
    database.close()
  }
}

const giveByCard = async (page: Page, amount: RegExp): Promise<void> => {
  await arrive(page, server.address)
  await page.getByRole('radio', { name: amount }).click()
  await page.getByRole('radio', { name: /^Card/ }).click()
  await submit(page)
  await expect(page.getByText('The organisation has recorded your donation.')).toBeVisible()
}
const payButton = (page: Page) => page.getByRole('button', { name: /^Pay by card at 127\.0\.0\.1/ })

test('given, paid on the provider’s page, and shown as paid on the phone and in the totals', async ({
  page,
}) => {
  await giveByCard(page, /1,500/)
  await payButton(page).click()
  await page.waitForURL(`${provider.origin}/c/pay/**`)
  await expect(page.getByText('PKR 150000')).toBeVisible()
  await page.getByRole('button', { name: 'Pay' }).click()

  await expect(page.getByText(/^Paid: .*1,500.* has arrived\. Thank you\.$/).first()).toBeVisible()
  // The list has it too, and keeps it without a link.
  await expect(
    page.getByRole('region', { name: 'Your donations on this phone' }).getByText('Paid', { exact: true }),
  ).toBeVisible()
  // Nothing in the address tells which donation it was, nor that there was one.
  expect(page.url()).toBe(`${server.address}/give`)
  await expect(payButton(page)).toHaveCount(0)
  expect(payments()).toMatchObject([{ currency: 'PKR', minor: 150_000, source: 'card' }])
  const totals = (await (await page.request.get(`${server.address}/v1/totals`)).json()) as {
    currencies: { currency: string; paid: number }[]
  }
  expect(totals.currencies).toContainEqual(expect.objectContaining({ currency: 'PKR', paid: 150_000 }))
  // Neither keys nor pages nor whose card it was.
  expect(server.log()).not.toMatch(/sk_test|whsec|cs_test|payer@|Gulnar/)
})

test('a provider that is down, a donor who turns back: nothing is lost, and it is paid later', async ({
  page,
}) => {
  const before = payments().length
  await giveByCard(page, /Rs 5,000/)
  provider.trouble = { status: 500 }
  await payButton(page).click()
  await expect(
    page.getByText(/The card provider does not answer\. Your donation stays recorded/),
  ).toBeVisible()
  provider.trouble = null

  await payButton(page).click()
  await page.waitForURL(`${provider.origin}/c/pay/**`)
  await page.getByRole('link', { name: 'Back' }).click()
  await expect(page.getByText(/^If you have just paid/)).toBeVisible()
  expect(payments()).toHaveLength(before)

  // The same page again: it was not paid.
  await payButton(page).click()
  await page.waitForURL(`${provider.origin}/c/pay/**`)
  await page.getByRole('button', { name: 'Pay' }).click()
  await expect(page.getByText(/^Paid: .*5,000.* has arrived/).first()).toBeVisible()
  expect(payments()).toHaveLength(before + 1)
})
