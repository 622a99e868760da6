import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { writeEdition } from '../../src/organiser/edition/write-edition.ts'
import { readLockKey } from '../../src/organiser/keys/lock-keys.ts'
import { copyDemoSource, demoKeys } from '../../src/organiser/testing/source.ts'
import { codeOf } from '../../src/shared/lock/code.ts'
import { wordsOf } from '../../src/shared/lock/lock-words.ts'
import { choose, createWorld, type Language, ready, type World } from './shell-world.ts'

/** "Unveiled at nine": sealed on the phone for days, opened by a code with no server anywhere. */
let world: World
let folder: string
let code: string
let words: string
let packFile: string

const shots = process.env['SADA_SHOTS']
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
}

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sada-locks-'))
  world = await createWorld()
  const key = await readLockKey(demoKeys, 'at-nine')
  code = codeOf(key)
  words = wordsOf(key)
})
test.afterAll(async () => {
  await world.remove()
  rmSync(folder, { recursive: true, force: true })
})
test.describe.configure({ mode: 'serial' })

/** Of the locked chapter: its titles, summaries, and phrases of its texts. */
const secrets = [
  'The nine o’clock pledge',
  'counted aloud',
  'hundred days',
  'نو بجے کا عہد',
  'سو دن',
  'خزانچی',
]

/** Everything a phone keeps of this app, as text: databases, caches, local storage. */
const keptBy = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const parts: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)]
    const asText = async (value: unknown): Promise<void> => {
      if (value instanceof Blob) parts.push(await value.text())
      else if (ArrayBuffer.isView(value)) parts.push(new TextDecoder().decode(value as Uint8Array))
      else if (value instanceof ArrayBuffer) parts.push(new TextDecoder().decode(value))
      else if (typeof value === 'object' && value !== null)
        for (const one of Object.values(value)) await asText(one)
      else parts.push(String(value))
    }
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name))
      for (const store of db.objectStoreNames) {
        const values = await done(db.transaction(store).objectStore(store).getAll())
        for (const value of values) await asText(value)
      }
      db.close()
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) parts.push((await (await cache.match(request))?.text()) ?? '')
    }
    return parts.join('\n')
  })

/** The code that opens locked items comes along as soon as there is something locked; waits until the worker has kept it. */
const codeKept = (page: Page): Promise<void> =>
  expect
    .poll(() =>
      page.evaluate(async () => {
        const kept = await (await caches.open('sada-player')).keys()
        return ['LockedItem', 'open-locks', 'seal', 'lock-words'].filter(
          (name) => !kept.some(({ url }) => url.includes(`/assets/${name}-`)),
        )
      }),
    )
    .toEqual([])

const field = (page: Page) => page.locator('#locked-code')
const message = (page: Page) => page.locator('#locked-message')
const chapterOf: Record<Language, { title: string; text: string }> = {
  en: { title: 'The nine o’clock pledge', text: 'A lamp that is counted every night is seldom stolen.' },
  ur: { title: 'نو بجے کا عہد', text: 'جس چراغ کی ہر رات گنتی ہو، وہ کم ہی چوری ہوتا ہے۔' },
}
const reads = async (page: Page, language: Language): Promise<void> => {
  await choose(page, language)
  const { title, text } = chapterOf[language]
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(page.locator('main blockquote')).toContainText(text)
}
const clean = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

test('a sealed chapter is seen and not read; its code opens it with no server, in every tab, for good', async ({
  browser,
}) => {
  const context = await browser.newContext()
  await context.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  const page = await context.newPage()
  await page.goto(`${world.address}/read`)
  await expect(ready(page)).toBeVisible()
  await codeKept(page)
  const entry = page.getByRole('link', { name: /^Unveiled at nine/ })
  await expect(entry).toContainText('Sealed, opens')
  for (const language of ['ur', 'en'] as const) {
    await choose(page, language)
    await page.locator('a[href="/read/at-nine"]').first().scrollIntoViewIfNeeded()
    await shoot(page, `contents-${language}`)
  }
  await entry.click()
  await expect(field(page)).toBeVisible()
  await expect(page.getByText(/on this phone already: .*, sealed/)).toBeVisible()
  await clean(page)
  const kept = await keptBy(page)
  // What is looked for would be found.
  for (const phrase of ['A school within a walk', 'نو بجے رونمائی', 'پیدل مسافت پر اسکول'])
    expect([phrase, kept.includes(phrase)]).toEqual([phrase, true])
  for (const secret of secrets) expect([secret, kept.includes(secret)]).toEqual([secret, false])
  for (const language of ['ur', 'en'] as const) {
    await choose(page, language)
    await shoot(page, `locked-${language}`)
  }

  // A pack before nine, for a friend.
  await page.goto(`${world.address}/packs`)
  const making = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Make a pack' }) })
  const save = async (name: string): Promise<string> => {
    await making.getByRole('button', { name: 'Make the pack' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      making.getByRole('button', { name: 'Save as a file' }).click(),
    ])
    await download.saveAs(join(folder, name))
    return join(folder, name)
  }
  packFile = await save('before.html')

  await world.stop()
  try {
    await page.goto(`${world.address}/read/at-nine`)
    const other = await context.newPage()
    await other.goto(`${world.address}/read/at-nine`)
    await expect(field(other)).toBeVisible()
    await page.bringToFront()

    const wrong = code.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))
    await field(page).pressSequentially(wrong.toLowerCase().replaceAll('-', ''))
    await expect(field(page)).toHaveValue(wrong)
    await expect(message(page)).toContainText('check characters')
    await expect(field(page)).toHaveAttribute('aria-invalid', 'true')
    await clean(page)
    await shoot(page, 'mistyped-en')
    await choose(page, 'ur')
    await shoot(page, 'mistyped-ur')
    await choose(page, 'en')
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Unveiled at nine' })).toBeVisible()

    await field(page).fill('')
    await field(page).pressSequentially(code.toLowerCase())
    await expect(message(page)).toHaveText('This is its code.')
    await shoot(page, 'right-en')
    await page.keyboard.press('Enter')
    const heading = page.getByRole('heading', { level: 1, name: chapterOf.en.title })
    await expect(heading).toBeFocused()
    await shoot(page, 'opened-en')
    // The other tab has been told.
    await expect(other.getByRole('heading', { level: 1, name: chapterOf.en.title })).toBeVisible()
    await other.close()

    await page.reload()
    await reads(page, 'ur')
    await shoot(page, 'opened-ur')
    await reads(page, 'en')
    await page.goto(`${world.address}/read`)
    await expect(page.getByRole('link', { name: /^The nine o’clock pledge/ })).toBeVisible()
    // Only the key has been added: what is kept is as sealed as before.
    const still = await keptBy(page)
    for (const secret of secrets) expect([secret, still.includes(secret)]).toEqual([secret, false])

    // And a pack from this phone gives nothing away either: it is the one from before, to the byte.
    await page.goto(`${world.address}/packs`)
    const after = readFileSync(await save('after.html'))
    for (const secret of secrets) expect([secret, after.includes(secret)]).toEqual([secret, false])
    expect(after.includes('Unveiled at nine')).toBe(true)
    expect(after.equals(readFileSync(packFile))).toBe(true)
  } finally {
    await world.serve()
    await context.close()
  }
})

test('a pack made before nine opens after nine by twelve words, on a phone that never met a server of editions', async ({
  browser,
}) => {
  const context = await browser.newContext()
  await context.route('**/edition/**', (route) => route.abort())
  const page = await context.newPage()
  await page.goto(`${world.address}/packs`)
  await expect(page.getByRole('heading', { name: 'Open a pack' })).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.reload()
  await page.locator('input[type=file]').setInputFiles(packFile)
  await page.getByRole('button', { name: 'Take it' }).click()
  await expect(page.getByText('It is on this phone now.')).toBeVisible()
  await expect(ready(page)).toBeVisible()
  await codeKept(page)
  await world.stop()
  try {
    await page.goto(`${world.address}/read/at-nine`)
    await page.getByRole('button', { name: 'I have twelve words' }).click()
    await field(page).pressSequentially('lantern ')
    await expect(message(page)).toContainText('lantern')
    await shoot(page, 'words-en')
    await field(page).fill(words)
    await expect(message(page)).toHaveText('This is its code.')
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await reads(page, 'en')
    await page.reload()
    await reads(page, 'ur')
  } finally {
    await world.serve()
    await context.close()
  }
})

test('a newer edition whose notice gives out the key opens the chapter by itself', async ({ browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(`${world.address}/read/at-nine`)
  await expect(ready(page)).toBeVisible()
  await expect(field(page)).toBeVisible()

  using source = copyDemoSource()
  source.edit('edition.yaml', 'edition: 1', 'edition: 2')
  source.edit('items/510-line-slow/en.md', 'kind: notice', 'kind: notice\nreleases: [at-nine]')
  await writeEdition(world.edition, await source.build())
  asked.length = 0
  await page.goto(`${world.address}/packs`)
  await page.getByRole('button', { name: 'Update now' }).click()
  await expect(page.getByRole('heading', { name: 'Edition 2' })).toBeVisible()
  await page.goto(`${world.address}/read/line-slow`)
  await page.getByRole('link', { name: chapterOf.en.title }).click()
  await reads(page, 'en')
  await reads(page, 'ur')
  expect(asked.filter((path) => path.startsWith('/edition/sealed/'))).toEqual([])
  expect(asked).toContain('/edition/content.json')
  await choose(page, 'en')
  await page.goto(`${world.address}/read/line-slow`)
  await shoot(page, 'notice-en')
  await context.close()
})
