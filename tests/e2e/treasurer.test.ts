import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { createGateway, type Gateway, openStorage, setTreasurer } from '../../src/gateway/gateway.ts'
import { factsFor, giving, signingKey } from '../../src/gateway/testing/world.ts'
import { totpCode } from '../../src/gateway/treasury/totp.ts'
import { generateKey } from '../../src/organiser/keys/new-keys.ts'
import { sealKey } from '../../src/organiser/keys/sealed-key.ts'
import { type SealedDonation, sealDonation } from '../../src/shared/donation.ts'
import { referenceOf } from '../../src/shared/reference.ts'
import { publicKeyOf } from '../../src/shared/signature.ts'
import { treasuryPath } from '../../src/shared/treasury/api.ts'

/** The treasurer's built page on a real gateway: signing in, names, a statement, taking back. */
const password = 'four lanterns in the rain'
const passphrase = 'six boats on the river'
const sealing = await generateKey()
const sealingKey = publicKeyOf(sealing)

let folder: string
let gateway: Gateway
let address: string
let secret: string
let sent: SealedDonation[]

const give = async (name: string, minor: number, more = {}) => {
  const details = {
    name,
    contact: '+92 300 0000000',
    anonymous: false,
    residence: 'home' as const,
    declarations: [],
  }
  return sealDonation(await factsFor(sealingKey, minor, more), details, sealingKey)
}

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sada-treasurer-'))
  writeFileSync(join(folder, 'sealing.jwk.json'), JSON.stringify(await sealKey(sealing, passphrase)))
  gateway = await createGateway({
    data: folder,
    mounts: { '/': 'dist' },
    organisation: giving.organisation,
    signingKey,
    giving: async () => ({ ...giving, sealingKey }),
    treasurerPage: 'dist-treasurer',
    logger: false,
  })
  address = (await gateway.listen({ host: '127.0.0.1', port: 0 })).address
  const storage = await openStorage({ data: folder })
  secret = (await setTreasurer(storage, { name: 'amina', password, by: 'test', now: Date.now() })).secret
  await storage.close()
  sent = [
    await give('Bulbul Chiragh', 150_000, { fee: 4200 }),
    await give('نسیم', 200_000, { commitment: 'pledge', due: '2030-02-01' }),
    await give('Bilal', 99_000),
  ]
  const response = await fetch(`${address}/v1/donations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ donations: sent }),
  })
  expect(response.status).toBe(200)
})
test.afterAll(async () => {
  await gateway.close()
  rmSync(folder, { recursive: true, force: true })
})

let used = 0
/** A code that was not used: this time step's, or the one beside it. */
const freshCode = async () => {
  const step = () => Math.floor(Date.now() / 30_000) + 1
  while (step() <= used) await new Promise((resolve) => setTimeout(resolve, 500))
  used = step()
  return totpCode(secret, used * 30_000)
}
const signIn = async (page: Page) => {
  await page.goto(address + treasuryPath)
  await page.getByLabel('Name').fill('amina')
  await page.getByLabel('Password').fill(password)
  await page.getByLabel('Code of the authenticator').fill(await freshCode())
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
}
const card = (page: Page, donation: SealedDonation) =>
  page.getByRole('listitem').filter({ hasText: referenceOf(donation.id) })
const problems = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)
const fits = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

test('a treasurer signs in, opens names, reconciles a statement and takes a payment back', async ({
  page,
}) => {
  const elsewhere: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url()))
      elsewhere.push(request.url())
  })
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))

  await test.step('signing in', async () => {
    await page.goto(address + treasuryPath)
    await page.getByLabel('Name').fill('amina')
    await page.getByLabel('Password').fill('something else')
    await page.getByLabel('Code of the authenticator').fill('000000')
    expect(await problems(page)).toEqual([])
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert')).toContainText('Name, password or code is wrong')
    await signIn(page)
    // A reload stays signed in; no script can read the cookie.
    await page.reload()
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
    expect(await page.evaluate(() => document.cookie)).toBe('')
  })

  await test.step('the list, its filter, and names', async () => {
    await expect(page.getByText('3 donations')).toBeVisible()
    await page.getByLabel('Commitment').selectOption('pledge')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await expect(page.getByText('1 donation', { exact: true })).toBeVisible()
    await expect(page.getByText('نسیم')).toHaveCount(0)
    await page.getByText('Donors’ names').click()
    await page.getByLabel('Sealing key').setInputFiles(join(folder, 'sealing.jwk.json'))
    await page.getByLabel('Its passphrase').fill('another one')
    await page.getByRole('button', { name: 'Open names' }).click()
    await expect(page.getByRole('alert')).toContainText('the passphrase is another')
    await page.getByLabel('Its passphrase').fill(passphrase)
    await page.getByRole('button', { name: 'Open names' }).click()
    await expect(page.getByText('نسیم')).toBeVisible()
    await page.getByLabel('Commitment').selectOption('')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await expect(card(page, sent[0]!)).toContainText('Bulbul Chiragh')
    await expect(card(page, sent[0]!)).toContainText(/Promised\s*.?Rs.1,500.? \+ .?Rs.42.? for the fee/)
    expect(await problems(page)).toEqual([])
    expect(await fits(page)).toBe(true)
  })

  await test.step('exports', async () => {
    const download = async (name: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name }).click(),
      ])
      return readFileSync(await file.path(), 'utf8')
    }
    const sealed = await download('Sealed file')
    expect(sealed.trim().split('\n')).toHaveLength(4)
    expect(sealed).not.toContain('Bulbul')
    expect(await download('Table with names')).toContain('Bulbul Chiragh')
  })

  await test.step('a statement', async () => {
    const csv = join(folder, 'statement.csv')
    const rows = [
      'Date,Narration,Debit,Credit',
      `08/01/2024,IBFT BULBUL ${referenceOf(sent[0]!.id).toLowerCase()},,"1,542.00"`,
      `08/01/2024,${referenceOf(sent[1]!.id)},,"1,000.00"`,
      '09/01/2024,cash,,990.00',
      '09/01/2024,fee,20.00,',
    ]
    writeFileSync(csv, rows.join('\n'))
    await page.getByRole('link', { name: 'Bank statement' }).click()
    await page.getByLabel('Statement (CSV)').setInputFiles(csv)
    await page.getByLabel('Account').fill('bank')
    await page.getByLabel('Currency').fill('PKR')
    await page.getByRole('button', { name: 'Match' }).click()
    await expect(page.getByRole('heading', { name: 'Sure (1)' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'To be decided (2)' })).toBeVisible()
    await expect(card(page, sent[0]!)).toContainText(/Rs.1,500.? \+ .?Rs.42.? for the fee/)
    await expect(page.getByText('another amount is due')).toBeVisible()
    await expect(page.getByText('1 rows hold no money')).toBeVisible()
    expect(await problems(page)).toEqual([])
    expect(await fits(page)).toBe(true)
    // The one is sure and chosen; the pledge is decided; the cash waits.
    await page.getByRole('radio', { name: referenceOf(sent[1]!.id) }).check()
    await page.getByRole('button', { name: 'Enter 2 payments' }).click()
    await expect(page.getByText('2 payments entered.')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Entered before (2)' })).toBeVisible()
    const totals = (await (await fetch(`${address}/v1/totals`)).json()) as object
    expect(totals).toMatchObject({ currencies: [{ paid: 250_000 }] })
  })

  await test.step('payments', async () => {
    await page.getByRole('link', { name: 'Payments' }).click()
    // What came for the fee stands apart, and no total counts it (above).
    await expect(card(page, sent[0]!)).toContainText(/Rs.1,542.*Rs.42.? of it for the fee/)
    const payment = card(page, sent[1]!)
    await payment.getByRole('button', { name: 'Take back' }).click()
    await payment.getByRole('button', { name: 'Really take back?' }).click()
    await expect(page.getByText('counter-entry')).toBeVisible()
    await page.getByText('Who did what').click()
    await expect(page.getByText('amina: undo')).toBeVisible()
    expect(await problems(page)).toEqual([])
    await page.getByRole('link', { name: 'Over time' }).click()
    await expect(page.getByText('PKR: promised and paid over time')).toBeVisible()
    await page.getByText('As a table').click()
    expect(await problems(page)).toEqual([])
    expect(await fits(page)).toBe(true)
  })

  await test.step('signing out forgets everything', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByLabel('Password')).toBeVisible()
    expect(await page.evaluate(() => Object.keys({ ...localStorage }))).toEqual(['sada-language'])
    expect((await page.context().cookies()).filter(({ value }) => value !== '')).toEqual([])
  })
  expect(elsewhere).toEqual([])
  expect(errors).toEqual([])
})

test('is in Urdu, from right to left, and is no part of what the audience’s worker answers', async ({
  page,
}) => {
  // A treasurer who has the app: its worker rules this origin.
  await page.goto(address)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.reload()
  await page.goto(address + treasuryPath)
  await page.getByRole('button', { name: 'اردو' }).click()
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.getByRole('button', { name: 'داخل ہوں' })).toBeVisible()
  expect(await problems(page)).toEqual([])
  expect(await fits(page)).toBe(true)
})

test('another site’s page can neither ask, nor frame it, nor lead there with the session', async ({
  browser,
}) => {
  const context: BrowserContext = await browser.newContext()
  const page = await context.newPage()
  await signIn(page)
  const session = `${address}${treasuryPath}session`
  const html = `<iframe src="${address}${treasuryPath}"></iframe><a href="${session}">there</a>`
  const site = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html))
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  try {
    const other = await context.newPage()
    // The same machine under another name is another site.
    await other.goto(`http://localhost:${(site.address() as AddressInfo).port}/`)
    await expect(other.frameLocator('iframe').getByRole('button', { name: 'Sign out' })).toHaveCount(0)
    const ask = (type: string) =>
      other.evaluate(
        ([target, contentType]) =>
          fetch(target as string, {
            method: 'POST',
            credentials: 'include',
            headers: { 'content-type': contentType as string },
            body: '{}',
          }).then(
            ({ status }) => `read ${status}`,
            () => 'refused',
          ),
        [`${address}${treasuryPath}sign-out`, type],
      )
    expect([await ask('application/json'), await ask('text/plain')]).toEqual(['refused', 'refused'])
    const [led] = await Promise.all([other.waitForResponse(session), other.getByRole('link').click()])
    expect(led.status()).toBe(403)
    expect((await led.request().allHeaders())['cookie']).toBeUndefined()
    // All that left the treasurer where she was.
    await page.reload()
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  } finally {
    site.close()
    await context.close()
  }
})
