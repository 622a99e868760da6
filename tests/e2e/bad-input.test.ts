import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type Evening, openEvening, projectFolders } from '../../src/organiser/evening/open-evening.ts'

/** An evening whose edition a test may spoil, on files of its own. */
interface Spoilt {
  edition: string
  address(): string
  /** Starts, or starts again at the same address: what was spoilt or mended is served anew. */
  serve(): Promise<void>
  remove(): Promise<void>
}

const createSpoilt = (): Spoilt => {
  const folder = mkdtempSync(join(tmpdir(), 'sada-spoilt-'))
  const edition = join(folder, 'edition')
  cpSync(projectFolders.edition, edition, { recursive: true })
  let evening: Evening | null = null
  let port = 0
  return {
    edition,
    address: () => evening?.address ?? '',
    async serve() {
      await evening?.close()
      evening = await openEvening({
        ...projectFolders,
        host: '127.0.0.1',
        port,
        data: join(folder, 'data'),
        edition,
        log: { file: join(folder, 'gateway.log') },
      })
      port = Number(new URL(evening.address).port)
    },
    async remove() {
      await evening?.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

let evening: Spoilt
test.beforeEach(() => {
  evening = createSpoilt()
})
test.afterEach(() => evening.remove())

const flip = (path: string): void => {
  const bytes = readFileSync(path)
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

const fileOf = (ending: string): string => {
  const found = readdirSync(evening.edition, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith(ending),
  )
  if (!found) throw new Error(`no ${ending} in the edition`)
  return join(evening.edition, found)
}

const ready = (page: Page) => page.locator('.app-status[data-ready="true"]')

test('a file changed on its way is refused by name, the rest is kept, and the true file completes it', async ({
  page,
}) => {
  const path = fileOf('.480.avif')
  flip(path)
  await evening.serve()
  await page.goto(`${evening.address()}/packs`)
  await expect(page.getByRole('alert').getByText(/changed on its way and has been refused/)).toBeVisible()
  await expect(page.getByText('Part of it is on this phone')).toBeVisible()
  await expect(ready(page)).toHaveCount(0)

  await page.goto(`${evening.address()}/read`)
  await page
    .getByRole('link', { name: /A school within a walk/ })
    .first()
    .click()
  await expect(page.locator('main article')).toContainText(/school/)

  flip(path)
  await evening.serve()
  await page.goto(`${evening.address()}/packs`)
  await expect(page.getByText('Everything is on this phone')).toBeVisible()
  await expect(page.getByText(/has been refused/)).toHaveCount(0)
})

test('an edition the organisation has not signed is refused; the one on the phone stays', async ({
  page,
}) => {
  await evening.serve()
  await page.goto(evening.address())
  await expect(ready(page)).toBeVisible()

  const path = join(evening.edition, 'manifest.json')
  const manifest = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    manifest.replace(/"freshUntil":\s*"2\d/, (year) => year.replace(/2\d$/, '29')),
  )
  await evening.serve()
  await page.goto(`${evening.address()}/packs`)
  await page.getByRole('button', { name: 'Update now' }).click()
  await expect(page.getByText(/not signed by the organisation/).first()).toBeVisible()
  await expect(page.getByText('Everything is on this phone')).toBeVisible()
})

test('no manifest at all: said plainly, and every place still opens', async ({ page }) => {
  const crashes: Error[] = []
  page.on('pageerror', (error) => crashes.push(error))
  rmSync(join(evening.edition, 'content.json'), { force: true })
  await evening.serve()
  rmSync(join(evening.edition, 'manifest.json'))
  await page.goto(`${evening.address()}/packs`)
  await expect(page.getByText('No edition on this phone yet')).toBeVisible()
  await expect(page.getByText(/This is not here/).first()).toBeVisible()
  await page.goto(`${evening.address()}/read`)
  await expect(page.getByText('Nothing to read yet')).toBeVisible()
  await page.goto(`${evening.address()}/give`)
  await expect(page.getByText(/donation form comes with the edition/)).toBeVisible()
  expect(crashes).toEqual([])
})

test('over HTTP: unknown routes, malformed and oversized donations get a problem that says why', async ({
  request,
}) => {
  await evening.serve()
  const url = (path: string) => `${evening.address()}${path}`
  const problemOf = async (response: { status(): number; json(): Promise<{ type?: string }> }) => [
    response.status(),
    (await response.json()).type,
  ]
  expect(await problemOf(await request.get(url('/v1/nothing')))).toEqual([404, 'urn:sada:problem:not-found'])
  expect(await problemOf(await request.put(url('/v1/donations'), { data: {} }))).toEqual([
    405,
    'urn:sada:problem:method-not-allowed',
  ])
  const headers = { 'content-type': 'application/json' }
  const post = (data: string | Buffer) => request.post(url('/v1/donations'), { headers, data })
  for (const body of ['{', '[]', '{}', '{"id":"x"}', Buffer.from([0xff, 0xfe, 0])]) {
    const [status, type] = await problemOf(await post(body))
    expect([400, 422]).toContain(status)
    expect(type).toBe('urn:sada:problem:malformed')
  }
  expect(await problemOf(await post(`{"id":"${'x'.repeat(3_000_000)}"}`))).toEqual([
    413,
    'urn:sada:problem:too-large',
  ])
  const totals = await (await request.get(url('/v1/totals'))).json()
  expect(totals.currencies).toEqual([])
})
