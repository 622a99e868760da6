import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { choose, createWorld, languages, ready, status, type World } from './shell-world.ts'

/** From phone to phone, in real browsers: a pack is made on A, carried as a file, and opened on B, which never sees an edition's server. */
let world: World
let folder: string
let packFile: string
let spoken: string
/** `SADA_SHOTS=<folder>` keeps pictures of the screens, to be looked at. */
const shots = process.env['SADA_SHOTS']
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
}

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sada-packs-'))
  world = await createWorld()
})
test.afterAll(async () => {
  await world.remove()
  rmSync(folder, { recursive: true, force: true })
})
test.describe.configure({ mode: 'serial' })

/** A phone whose browser saves by download: a file picker is the system's, and no test can press its buttons. */
const newPhone = async (
  make: () => Promise<BrowserContext>,
): Promise<{ context: BrowserContext; page: Page }> => {
  const context = await make()
  await context.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  return { context, page: await context.newPage() }
}

/** Phone B: the app is on it, and nothing of any edition can be reached. */
const phoneWithoutEditions = async (make: () => Promise<BrowserContext>) => {
  const phone = await newPhone(make)
  await phone.context.route('**/edition/**', (route) => route.abort())
  const { page } = phone
  await page.goto(`${world.address}/packs`)
  await expect(page.getByRole('heading', { name: 'Open a pack' })).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Open a pack' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No edition on this phone yet' })).toBeVisible()
  return phone
}

test('phone A makes a pack of what it has, and says its check code', async ({ browser }) => {
  const { context, page } = await newPhone(() => browser.newContext())
  await page.goto(`${world.address}/packs`)
  await expect(ready(page)).toBeVisible()
  const making = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Make a pack' }) })
  const size = making.getByText(/^This pack: /)
  const whole = await size.textContent()
  await making.getByLabel('Film').uncheck()
  await expect(size).not.toHaveText(whole ?? '')
  await making.getByText('Speeches').click()
  await shoot(page, 'make-en')
  await choose(page, 'ur')
  await expect(page.getByRole('heading', { name: 'پیک بنائیں' })).toBeVisible()
  await shoot(page, 'make-ur')
  await choose(page, 'en')
  await making.getByRole('button', { name: 'Make the pack' }).click()
  await expect(making.getByRole('heading', { name: 'The pack is ready' })).toBeVisible()
  spoken = (await making.locator('.packs-key').textContent()) ?? ''
  expect(spoken).toMatch(/^[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}$/)
  await shoot(page, 'made-en')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    making.getByRole('button', { name: 'Save as a file' }).click(),
  ])
  packFile = join(folder, download.suggestedFilename())
  expect(packFile).toMatch(/-edition-\d+\.html$/)
  await download.saveAs(packFile)
  expect(execFileSync('unzip', ['-t', packFile], { encoding: 'utf8' })).toContain('No errors detected')
  // The organiser's command line says of it what the phone says.
  const inspect = ['src/organiser/sada.ts', 'pack', 'inspect', packFile]
  expect(execFileSync(process.execPath, inspect, { encoding: 'utf8' })).toContain(`Check code: ${spoken}`)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  await context.close()
})

test('the pack reads in a browser without JavaScript, in both languages, and names no account', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).protocol))
  await page.goto(pathToFileURL(packFile).href)
  await expect(page.getByText('This copy cannot check itself.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'A school within a walk' })).toBeVisible()
  await expect(page.locator('section[lang=ur]')).toContainText('یہ نقل اپنی جانچ خود نہیں کر سکتی۔')
  const sound = await page
    .locator('img')
    .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth > 0))
  expect(sound.length).toBeGreaterThan(3)
  expect(sound).not.toContain(false)
  // What follows the page is in it, and nobody sees or hears it.
  await expect(page.locator('plaintext')).toBeHidden()
  expect(asked.every((protocol) => protocol === 'file:' || protocol === 'data:')).toBe(true)
  const giving = await (await fetch(`${world.address}/edition/giving.json`)).text()
  const text = (await page.locator('section').allTextContents()).join('').replace(/\s/g, '')
  for (const { account } of (
    JSON.parse(giving) as { methods: { account: { iban?: string; number?: string } }[] }
  ).methods)
    expect(text.includes(account.iban ?? account.number ?? '?')).toBe(false)
  if (shots) {
    await page.setViewportSize({ width: 360, height: 740 })
    await page.screenshot({ path: join(shots, 'carrier-en.png') })
    await page.locator('section[lang=ur]').scrollIntoViewIfNeeded()
    await page.evaluate(() => document.querySelector('section[lang=ur]')?.scrollIntoView())
    await page.screenshot({ path: join(shots, 'carrier-ur.png') })
  }
  await context.close()
})

test('phone B, which reaches no edition, takes it, reads it with no server at all, and fills in nothing it lacks', async ({
  browser,
}) => {
  const { context, page } = await phoneWithoutEditions(() => browser.newContext())
  await page.locator('input[type=file]').setInputFiles(packFile)
  await expect(page.getByRole('heading', { name: 'What is in this file' })).toBeVisible()
  await expect(page.getByText('It becomes the edition on this phone.')).toBeVisible()
  await expect(page.locator('.packs-exchange .packs-key').first()).toHaveText(spoken)
  await shoot(page, 'found-en')
  await choose(page, 'ur')
  await expect(page.getByRole('heading', { name: 'اس فائل میں کیا ہے' })).toBeVisible()
  await shoot(page, 'found-ur')
  await choose(page, 'en')
  await page.getByRole('button', { name: 'Take it' }).click()
  await expect(page.getByText('It is on this phone now.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Part of it is on this phone' })).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])

  await world.stop()
  try {
    await page.goto(`${world.address}/read/schools`)
    await expect(page.getByRole('heading', { level: 1, name: /A school within a walk/ })).toBeVisible()
    await expect(page.locator('main article')).toHaveText(/[\s\S]{600,}/)
    // Opened again with neither server nor link: the code of packs has been kept too.
    await page.goto(`${world.address}/packs`)
    await page.locator('input[type=file]').setInputFiles(packFile)
    await expect(page.getByText('All of it is on this phone already.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Take it' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Put it away' }).click()
    await shoot(page, 'room-en')
    // Dropped anywhere on the screen it is looked into as well.
    const carried = await page.evaluateHandle((base64) => {
      const carrier = new DataTransfer()
      carrier.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], 'dropped.html'))
      return carrier
    }, readFileSync(packFile).toString('base64'))
    await page.locator('h1').dispatchEvent('drop', { dataTransfer: carried })
    await expect(page.getByText('All of it is on this phone already.')).toBeVisible()
    await page.getByRole('button', { name: 'Put it away' }).click()
    // Room: sound goes, after a question, and is not there any more.
    await page.getByRole('button', { name: 'Remove Sound' }).click()
    await expect(page.getByText(/^Remove .*Sound.*It can be fetched again/)).toBeVisible()
    await page.getByRole('button', { name: 'Remove', exact: true }).last().click()
    await expect(page.getByRole('button', { name: 'Remove Sound' })).toHaveCount(0)
    await choose(page, 'ur')
    await shoot(page, 'room-ur')
  } finally {
    await world.serve()
    await context.close()
  }
})

test('a tampered pack is refused, with the reason, and nothing of it is taken', async ({ browser }) => {
  const { context, page } = await phoneWithoutEditions(() => browser.newContext())
  const bytes = readFileSync(packFile)
  const refused = async (name: string, change: (copy: Buffer) => Buffer, words: RegExp) => {
    const file = join(folder, name)
    writeFileSync(file, change(Buffer.from(bytes)))
    await page.locator('input[type=file]').setInputFiles(file)
    const take = page.getByRole('button', { name: 'Take it' })
    const refusal = page.locator('.packs-exchange [role=alert]')
    await expect(take.or(refusal)).toBeVisible()
    if (await take.isVisible()) await take.click()
    await expect(refusal).toContainText(words)
    await expect(refusal).toContainText(name)
    await expect(page.getByRole('heading', { name: 'No edition on this phone yet' })).toBeVisible()
  }
  const at = (text: string, copy: Buffer) => copy.indexOf(text, copy.indexOf('PK\u0003\u0004'))
  await refused(
    'one-byte.html',
    (copy) => {
      const place = at('## What we promise', copy)
      copy[place + 3] = (copy[place + 3] ?? 0) ^ 1
      return copy
    },
    /changed on its way/,
  )
  await shoot(page, 'refused-en')
  await refused(
    'manifest.html',
    (copy) => {
      const place = at('"edition":', copy)
      copy[place + 10] = (copy[place + 10] ?? 0) ^ 1
      return copy
    },
    /not signed by the organisation/,
  )
  await refused('cut.html', (copy) => copy.subarray(0, copy.length - 1000), /not a pack/)
  await refused('longer.html', (copy) => Buffer.concat([copy, Buffer.from('x')]), /something was added/)
  await refused('page-only.html', (copy) => copy.subarray(0, copy.indexOf('PK\u0003\u0004')), /not a pack/)
  await context.close()
})

test('what another app shares to this one waits on the packs screen, with no server there', async ({
  browser,
}) => {
  const { context, page } = await phoneWithoutEditions(() => browser.newContext())
  await world.stop()
  try {
    // The system posts a form and shows the answer; a page of nobody's does the same.
    await page.goto('about:blank')
    await page.setContent(
      `<form action="${world.address}/share" method="post" enctype="multipart/form-data"><input type="file" name="pack"><button>Share</button></form>`,
    )
    await page.locator('input').setInputFiles(packFile)
    await page.locator('button').click()
    await expect(page).toHaveURL(`${world.address}/packs?shared`)
    await expect(page.getByRole('heading', { name: 'What is in this file' })).toBeVisible()
    await page.getByRole('button', { name: 'Take it' }).click()
    await expect(page.getByText('It is on this phone now.')).toBeVisible()
    // It is taken out of its place: a reload does not offer it again.
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Open a pack' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'What is in this file' })).toHaveCount(0)
  } finally {
    await world.serve()
    await context.close()
  }
})

test('everything on this phone is erased in two taps', async ({ browser }) => {
  const { context, page } = await newPhone(() => browser.newContext())
  await page.goto(`${world.address}/packs`)
  await expect(ready(page)).toBeVisible()
  // Another tab in the middle of a chapter, and one at the broadcast, would write all of it anew.
  const other = await context.newPage()
  await other.goto(`${world.address}/read/schools`)
  await expect(other.locator('.library-text')).toBeVisible()
  const watching = await context.newPage()
  await watching.goto(`${world.address}/watch`)
  await expect(watching.locator('.watch')).toBeVisible()
  await page.getByRole('button', { name: 'Erase everything on this phone' }).click()
  await page.getByRole('button', { name: 'Yes, erase everything' }).click()
  await expect(page.getByText('Everything is erased.')).toBeVisible()
  await expect(other).toHaveURL('about:blank')
  await expect(watching).toHaveURL('about:blank')
  // What wakes up again finds nothing to wake up for.
  await page.evaluate(() => {
    dispatchEvent(new Event('online'))
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await page.waitForTimeout(1_000)
  const left = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    local: localStorage.length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }))
  expect(left).toEqual({ databases: [], caches: [], local: 0, workers: 0 })
  await context.close()
})

test('words only, where that is chosen: no picture, sound or film is fetched', async ({ browser }) => {
  const { context, page } = await newPhone(() => browser.newContext())
  await context.addInitScript(() =>
    localStorage.setItem('sada-sync', '{"without":["image","audio","video"],"declined":[]}'),
  )
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(`${world.address}/packs`)
  await expect(ready(page)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'All you chose is on this phone' })).toBeVisible()
  expect(asked.filter((path) => /^\/edition\/.*\.(webp|m4a|mp4)$/.test(path))).toEqual([])
  await expect(page.getByRole('radio', { name: /Words only/ })).toBeChecked()
  await expect(status(page)).toBeVisible()
  for (const language of languages) {
    await choose(page, language)
    await shoot(page, `choice-${language}`)
  }
  await context.close()
})
