import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { createEveningServer, type EveningServer } from './evening-server.ts'
import { type OwnChromium, ownChromium } from './own-chromium.ts'
import { ready } from './shell-world.ts'
import { openWire, type Wire } from './wire.ts'

let server: EveningServer
let chromium: OwnChromium
let wire: Wire

test.setTimeout(180_000)
test.beforeAll(async () => {
  server = await createEveningServer()
  await server.start()
  wire = await openWire(() => new URL(server.address).host)
  chromium = ownChromium(wire.flags)
})
test.afterAll(async () => {
  await chromium.remove()
  await wire.close()
  await server.remove()
})

/** Words that are nowhere else in the world, and that no compression can hide. */
const unique = (): string => randomBytes(12).toString('hex')
const person = () => ({
  name: `Nasreen ${unique()}`,
  contact: `${unique()}@donor.example`,
  message: `for ${unique()}`,
})
type Person = ReturnType<typeof person>

/** The unique words of a person in every form in which they might be written down. */
const needles = (donor: Person): Buffer[] =>
  Object.values(donor)
    .flatMap((text) => text.match(/[0-9a-f]{24}/g) ?? [])
    .flatMap((word) => [Buffer.from(word), Buffer.from(word, 'utf16le'), Buffer.from(Buffer.from(word).toString('base64').slice(0, 30))]) // biome-ignore format: a list

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** Files of a folder that hold any of the words. */
const findIn = (folder: string, donor: Person): string[] => {
  const files = filesIn(folder)
  expect(files.length).toBeGreaterThan(0)
  return files.filter((file) => {
    const bytes = readFileSync(file)
    return needles(donor).some((needle) => bytes.includes(needle))
  })
}

/** Everything the page's origin has stored, as one text. */
const stored = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const parts: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), location.href]
    const latin = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
    const bare = (_: string, value: unknown) =>
      value instanceof ArrayBuffer || ArrayBuffer.isView(value)
        ? latin(new Uint8Array(value instanceof ArrayBuffer ? value : value.buffer))
        : value
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name))
      for (const store of database.objectStoreNames)
        parts.push(JSON.stringify(await done(database.transaction(store).objectStore(store).getAll()), bare))
      database.close()
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        parts.push(request.url)
        parts.push(latin(new Uint8Array((await (await cache.match(request))?.arrayBuffer()) ?? [])))
      }
    }
    return parts.join('\n')
  })

const findInPage = async (page: Page, donor: Person): Promise<string[]> => {
  const text = await stored(page)
  // What is in the outbox and the edition is there to be found: the search itself works.
  expect(text).toContain('lantern-assembly')
  return Object.values(donor).filter((value) => text.includes(value.match(/[0-9a-f]{24}/)?.[0] ?? ''))
}

const field = (page: Page, name: keyof Person) => page.locator(`#give-${name}`)
const typeAll = async (page: Page, donor: Person): Promise<void> => {
  for (const name of Object.keys(donor) as (keyof Person)[])
    await field(page, name).pressSequentially(donor[name])
}

test('who gives is nowhere in clear: not while typing, not after, not on the disk, not at the gateway', async () => {
  const first = person()
  let page = await chromium.start()
  await page.goto(`${server.address}/give`)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })

  await test.step('typed, not given: it survives a reload, and storage shows none of it', async () => {
    await page.getByRole('radio', { name: /Rs.?1,500/ }).check()
    await typeAll(page, first)
    await page.waitForTimeout(1_500) // The draft is written when typing rests.
    expect(await findInPage(page, first)).toEqual([])
    await page.reload()
    for (const name of Object.keys(first) as (keyof Person)[])
      await expect(field(page, name)).toHaveValue(first[name])
    await expect(page.getByRole('radio', { name: /Rs.?1,500/ })).toBeChecked()
  })

  await test.step('the browser is closed: nothing of it is on the disk', async () => {
    // Longer than the browser waits before it writes down what is open, to be restored.
    await page.waitForTimeout(5_000)
    await chromium.close()
    expect(findIn(chromium.profile, first)).toEqual([])
  })

  const second = person()
  await test.step('a new start: the amount is there still, who it was is not; given', async () => {
    page = await chromium.start()
    await page.goto(`${server.address}/give`)
    await expect(page.getByRole('radio', { name: /Rs.?1,500/ })).toBeChecked()
    await expect(field(page, 'name')).toHaveValue('')
    await typeAll(page, second)
    for (const box of await page.getByRole('checkbox', { name: /18|own/i }).all()) await box.check()
    await page.getByRole('button', { name: /^Give/ }).click()
    await expect(page.getByText(/SD [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} \d\d/).first()).toBeVisible()
    await expect(page.locator('.app-status')).toHaveAttribute('data-waiting', '0', { timeout: 90_000 })
    expect(await findInPage(page, second)).toEqual([])
  })

  await test.step('not on the disk, not on the wire, not at the gateway', async () => {
    await page.waitForTimeout(5_000)
    await chromium.close()
    await server.stop()
    const said = JSON.stringify(wire.heard)
    for (const donor of [first, second]) {
      expect(findIn(chromium.profile, donor)).toEqual([])
      expect(findIn(server.data, donor)).toEqual([])
      for (const needle of needles(donor)) {
        expect(server.log()).not.toContain(needle.toString('latin1'))
        expect(said).not.toContain(needle.toString('latin1'))
      }
    }
    const sent = wire.heard.filter(({ method }) => method === 'POST')
    expect(sent.map(({ url }) => url)).toContain(`${server.address}/v1/donations`)
    expect(sent.some(({ body }) => body.includes('ciphertext'))).toBe(true)
    // Where one was is told to nobody. (The browser itself names the worker as the one who asks for the worker.)
    const told = wire.heard.filter(
      ({ headers: { referer }, url }) => referer !== undefined && referer !== url,
    )
    expect(told.map(({ url, headers }) => `${url} ← ${headers.referer}`)).toEqual([])
  })
})
