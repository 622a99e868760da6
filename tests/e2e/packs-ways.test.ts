import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, type CDPSession, expect, type Page, test } from '@playwright/test'
import { type Bytes, utf8 } from '../../src/shared/bytes.ts'
import { drain } from '../../src/shared/pack/testing.ts'
import { type Host, openHost } from '../bench/packs/host.ts'
import { makeEdition, noise, packOf } from '../bench/packs/make-edition.ts'
import { choose, languages } from './shell-world.ts'

/**
 * The ways a pack comes in besides those of packs.test.ts (picker, drop, share), and the ways it does not: on a phone that has edition 1
 * already, a pack of edition 2 with films.
 */
const mb = 1024 * 1024
const shots = process.env['SADA_SHOTS']
let host: Host
let folder: string
let packFile: string
/** The same edition with a small film: for the test that sends it through the wire to the page. */
let smallFile: string
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sada-ways-'))
  host = await openHost()
  const words = (edition: number): [string, Bytes] => ['words.md', utf8(`# Edition ${edition}`)]
  const films = Array.from({ length: 6 }, (_, i): [string, Bytes] => [
    `film-${i}.mp4`,
    noise(5 * mb, 2 * i + 1),
  ])
  packFile = join(folder, 'lantern-edition-2.html')
  writeFileSync(packFile, await drain(packOf(await makeEdition(2, new Map([words(2), ...films])))))
  smallFile = join(folder, 'small.html')
  const small = new Map([words(2), ['film.mp4', noise(50_000, 3)] as [string, Bytes]])
  writeFileSync(smallFile, await drain(packOf(await makeEdition(2, small))))
  host.edition = await makeEdition(1, new Map([words(1)]))
})
test.afterAll(() => {
  host.close()
  rmSync(folder, { recursive: true, force: true })
})

const phoneWithOne = async (
  browser: Browser,
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await prepare(page)
  await page.goto(`${host.address}/packs`)
  await page.getByRole('heading', { name: 'Everything is on this phone' }).waitFor()
  await page.getByRole('heading', { name: 'Open a pack' }).waitFor()
  return page
}
const edition = (page: Page, number: number) =>
  page.getByRole('heading', { name: `Edition ${number}`, exact: true })
/** Reading goes on from what is stored: the words of the open edition, read in the library. */
const reads = async (page: Page, words: string): Promise<void> => {
  await page.goto(`${host.address}/read/item-0`)
  await expect(page.getByRole('heading', { name: words }).first()).toBeVisible()
}
/** Reading comes to a crawl after so many bytes, as from a bad card: the import stands in its middle for as long as a test looks at it. */
const crawlAfter = (page: Page, bytes: number) =>
  page.evaluate((limit) => {
    let read = 0
    const { arrayBuffer } = Blob.prototype
    Blob.prototype.arrayBuffer = async function () {
      read += this.size
      if (read > limit) await new Promise((resolve) => setTimeout(resolve, 10_000))
      return arrayBuffer.call(this)
    }
  }, bytes)

test('before anything is replaced it says what the file holds, who signed it, its number and date', async ({
  browser,
}) => {
  const page = await phoneWithOne(browser)
  await page.locator('.packs-file input').setInputFiles(packFile)
  const found = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Open a pack' }) })
  await expect(found.getByRole('heading', { name: 'What is in this file' })).toBeVisible()
  await expect(found.getByText(/^Edition 2 of 7 January 2031/)).toBeVisible()
  await expect(
    found.getByText(/carries the organisation’s signature, key .*[0-9a-f]{4} [0-9a-f]{4}/),
  ).toBeVisible()
  await expect(found.getByText('It replaces edition 1 on this phone.')).toBeVisible()
  await expect(found.getByText(/^10 files, /)).toBeVisible()
  await expect(found.getByText(/^New for this phone: 8 files, /)).toBeVisible()
  await expect(edition(page, 1)).toBeVisible()
  for (const language of languages) {
    await choose(page, language)
    if (shots) await page.screenshot({ path: join(shots, `ways-found-${language}.png`), fullPage: true })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
  }
  await choose(page, 'en')
  // Put away, it has changed nothing.
  await page.getByRole('button', { name: 'Put it away' }).click()
  await reads(page, 'Edition 1')
  await page.context().close()
})

test('progress is shown in bytes, and cancelling in the middle leaves the old edition whole', async ({
  browser,
}) => {
  const page = await phoneWithOne(browser)
  await page.locator('.packs-file input').setInputFiles(packFile)
  await page.getByRole('button', { name: 'Take it' }).waitFor()
  await crawlAfter(page, 16 * mb)
  await page.getByRole('button', { name: 'Take it' }).click()
  const progress = page.locator('.packs-exchange').getByRole('progressbar')
  await expect(page.getByText(/^Checking and keeping: (?!31)[1-9][\d.]* MB of 31(\.\d)? MB/)).toBeVisible()
  const told = Number(await progress.getAttribute('value'))
  expect(told).toBeGreaterThan(0)
  expect(told).toBeLessThan(1)
  for (const language of languages) {
    await choose(page, language)
    if (shots) await page.screenshot({ path: join(shots, `ways-taking-${language}.png`), fullPage: true })
  }
  await choose(page, 'en')
  await page.locator('.packs-exchange').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('or drop it here')).toBeVisible()
  await expect(edition(page, 1)).toBeVisible()
  await reads(page, 'Edition 1')
  // Asked again, it is taken.
  await page.goto(`${host.address}/packs`)
  await page.locator('.packs-file input').setInputFiles(packFile)
  await page.getByRole('button', { name: 'Take it' }).click()
  await expect(page.getByText('It is on this phone now.')).toBeVisible()
  await reads(page, 'Edition 2')
  await page.context().close()
})

/**
 * Headless Chromium installs no apps, so the system cannot open a file with this one: the queue that hands files over (Launch Handler, WICG)
 * is put in before the page loads, and gives what the browser's own would, a handle with `getFile`.
 */
test('a file opened with the app on a desktop is looked into', async ({ browser }) => {
  const base64 = readFileSync(smallFile).toString('base64')
  const page = await phoneWithOne(browser, (fresh) =>
    fresh.addInitScript(() => {
      const waiting: unknown[] = []
      let consumer: ((launch: unknown) => void) | null = null
      const queue = {
        setConsumer(next: (launch: unknown) => void) {
          consumer = next
          for (const launch of waiting.splice(0)) next(launch)
        },
      }
      const launch = (one: unknown) => (consumer ? consumer(one) : waiting.push(one))
      // The browser's own is there, and nobody puts anything in it.
      Object.defineProperty(window, 'launchQueue', { value: queue })
      Object.defineProperty(window, 'sadaLaunch', { value: launch })
    }),
  )
  const launch = (name: string, readable: boolean) =>
    page.evaluate(
      async ([encoded, fileName, good]) => {
        const answer = await fetch(`data:application/octet-stream;base64,${encoded}`)
        const file = new File([await answer.blob()], String(fileName))
        const getFile = async () => {
          if (!good) throw new DOMException('gone', 'NotFoundError')
          return file
        }
        ;(window as unknown as { sadaLaunch(one: unknown): void }).sadaLaunch({
          files: [{ kind: 'file', getFile }],
        })
      },
      [base64, name, readable] as const,
    )
  // One that is gone meanwhile changes nothing.
  await launch('gone.html', false)
  await expect(page.getByText('or drop it here')).toBeVisible()
  await launch('opened.html', true)
  await expect(page.getByRole('heading', { name: 'What is in this file' })).toBeVisible()
  await page.getByRole('button', { name: 'Take it' }).click()
  await expect(page.getByText('It is on this phone now.')).toBeVisible()
  await expect(edition(page, 2)).toBeVisible()
  await page.context().close()
})

test('by the keyboard alone: chosen, taken, cancelled', async ({ browser }) => {
  const page = await phoneWithOne(browser)
  // Asked for before the key is pressed, and a question later: the browser must know by then that the dialog is ours.
  const choosing = page.waitForEvent('filechooser')
  await page.locator('.packs-file input').focus()
  await expect(page.locator('.packs-file input')).toBeFocused()
  await page.keyboard.press('Space')
  const chooser = await choosing
  await chooser.setFiles(packFile)
  await page.getByRole('button', { name: 'Take it' }).waitFor()
  await crawlAfter(page, 16 * mb)
  await page.getByRole('button', { name: 'Take it' }).press('Enter')
  await page.locator('.packs-exchange').getByRole('button', { name: 'Cancel' }).press('Enter')
  await expect(page.getByText('or drop it here')).toBeVisible()
  await expect(edition(page, 1)).toBeVisible()
  await page.context().close()
})

test('a phone that is full in the middle says so; its old edition is there after a reload', async ({
  browser,
}) => {
  // The browser's own quota, made small before anything is written (the browser remembers for a while how much room there was): writing
  // fails as it does on a full phone.
  let wire: CDPSession | null = null
  const quota = async (page: Page, quotaSize?: number) => {
    wire ??= await page.context().newCDPSession(page)
    await wire.send('Storage.overrideQuotaForOrigin', {
      origin: host.address,
      ...(quotaSize !== undefined && { quotaSize }),
    })
  }
  const page = await phoneWithOne(browser, (fresh) => quota(fresh, 12 * mb))
  await page.locator('.packs-file input').setInputFiles(packFile)
  await page.getByRole('button', { name: 'Take it' }).click()
  await expect(page.getByText(/storage is full/).first()).toBeVisible()
  await expect(page.getByText(/^It is open for this visit only/)).toBeVisible()
  await expect(page.getByText('It is on this phone now.')).toHaveCount(0)
  for (const language of languages) {
    await choose(page, language)
    if (shots) await page.screenshot({ path: join(shots, `ways-full-${language}.png`), fullPage: true })
  }
  await choose(page, 'en')
  await page.reload()
  await expect(edition(page, 1)).toBeVisible()
  await reads(page, 'Edition 1')
  // With room again it is taken.
  await quota(page)
  await page.goto(`${host.address}/packs`)
  await page.locator('.packs-file input').setInputFiles(packFile)
  await page.getByRole('button', { name: 'Take it' }).click()
  await expect(page.getByText('It is on this phone now.')).toBeVisible()
  await reads(page, 'Edition 2')
  await page.context().close()
})
