import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type Bytes, utf8 } from '../../src/shared/bytes.ts'
import { drain } from '../../src/shared/pack/testing.ts'
import { type Host, openHost } from '../bench/packs/host.ts'
import { type BenchEdition, makeEdition, noise, packOf } from '../bench/packs/make-edition.ts'
import { type OwnChromium, ownChromium } from './own-chromium.ts'

/**
 * The browser is killed in the middle of an import, for real: SIGKILL to its process. What was open before is whole when it comes back, and
 * nothing that was kept is asked for again. `SADA_APP` names another built app (`npm run trust` takes a check out of one).
 */
const mb = 1024 * 1024
const app = process.env['SADA_APP'] ?? 'dist'
const words = (edition: number): [string, Bytes][] =>
  Array.from({ length: 6 }, (_, i) => [
    `words-${i}.md`,
    utf8(`# ${i}\n\nEdition ${edition}. ${'چراغ '.repeat(900)}`),
  ])

let host: Host
let phone: OwnChromium
let one: BenchEdition
test.beforeAll(async () => {
  one = await makeEdition(1, new Map([...words(1), ['song.m4a', noise(40_000, 1)]]))
})
test.beforeEach(async () => {
  host = await openHost(app)
  host.edition = one
  phone = ownChromium()
})
test.afterEach(async () => {
  await phone.remove()
  host.close()
})

const openPacks = async (page: Page): Promise<void> => {
  await page.goto(`${host.address}/packs`)
  await page.getByRole('heading', { name: 'Open a pack' }).waitFor()
}
/** A phone with edition 1 on it, whole. */
const withOne = async (): Promise<Page> => {
  const page = await phone.start()
  await openPacks(page)
  await page.getByRole('heading', { name: 'Everything is on this phone' }).waitFor()
  return page
}

/** Everything in the store of files: whole files by their SHA-256, pieces by that and their first byte. */
const keysOf = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const open = indexedDB.open('sada-editions')
        open.onerror = () => reject(open.error)
        open.onsuccess = () => {
          const all = open.result.transaction('files').objectStore('files').getAllKeys()
          all.onerror = () => reject(all.error)
          all.onsuccess = () => {
            open.result.close()
            resolve(all.result as string[])
          }
        }
      }),
  )
/** SHA-256 of what is stored under each key. */
const hashesOf = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open('sada-editions')
      open.onerror = () => reject(open.error)
      open.onsuccess = () => resolve(open.result)
    })
    const files = db.transaction('files').objectStore('files')
    const [keys, values] = await Promise.all(
      [files.getAllKeys(), files.getAll()].map(
        (request) =>
          new Promise<unknown[]>((resolve) => {
            request.onsuccess = () => resolve(request.result)
          }),
      ),
    )
    db.close()
    const found: Record<string, string> = {}
    for (const [i, key] of (keys ?? []).entries()) {
      const { blob } = (values?.[i] ?? { blob: new Blob() }) as { blob: Blob }
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))
      found[String(key)] = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    }
    return found
  })
/** The edition is the one that is open, and every file of it is there, with its own bytes. */
const assertWhole = async (page: Page, edition: BenchEdition, number: number): Promise<void> => {
  await expect(page.getByRole('heading', { name: `Edition ${number}`, exact: true })).toBeVisible()
  const stored = await hashesOf(page)
  for (const { path, sha256 } of edition.listed) expect(stored[sha256], path).toBe(sha256)
}
const has = (edition: BenchEdition, keys: string[]) =>
  edition.listed.filter(({ sha256 }) => keys.includes(sha256))
/** What the mirror may have sent: these bytes of files, the manifest as often as it was asked for, and a head for each answer. */
const most = (bytes: number, { manifest }: BenchEdition): number =>
  bytes +
  manifest.length * host.asked.filter((name) => name === 'manifest.json').length +
  400 * host.asked.length
/** Chooses a file as a person does. Playwright's own way sends the bytes through the wire where it did not start the browser: minutes. */
const chooseFile = async (page: Page, file: string): Promise<void> => {
  const wire = await page.context().newCDPSession(page)
  const { result } = await wire.send('Runtime.evaluate', {
    expression: 'document.querySelector(".packs-file input")',
  })
  await wire.send('DOM.setFileInputFiles', { files: [file], objectId: result.objectId ?? '' })
}
const never = new Promise(() => undefined)

test('a sync from a mirror: among the words, then in the middle of a film', async () => {
  const film = noise(6 * mb, 3)
  const two = await makeEdition(2, new Map([...words(2), ['song.m4a', noise(40_000, 1)], ['film.mp4', film]]))
  let page = await withOne()

  // The mirror falls silent at the fifth word.
  host.edition = two
  host.gate = (name) => (/words-[45]|film/.test(name) ? never : Promise.resolve())
  await page.getByRole('button', { name: 'Update now' }).click()
  const before = has(
    two,
    one.listed.map(({ sha256 }) => sha256),
  ).length
  await expect.poll(async () => has(two, await keysOf(page)).length).toBeGreaterThan(before + 3)
  await phone.kill()

  // No mirror at all: edition 1 is whole.
  host.edition = null
  page = await phone.start()
  await openPacks(page)
  await assertWhole(page, one, 1)
  const kept = has(two, await keysOf(page)).map(({ path }) => path)
  expect(kept.length).toBeGreaterThan(before + 3)

  // A mirror again, silent in the middle of the film: the words come, without those that were kept.
  host.edition = two
  host.gate = (name) => (/film\.mp4 bytes=(3|4|5)\d{6}-/.test(name) ? never : Promise.resolve())
  host.asked.splice(0)
  let sent = host.sent()
  await page.getByRole('button', { name: 'Update now' }).click()
  await expect(page.getByRole('heading', { name: 'Edition 2', exact: true })).toBeVisible()
  const missing = two.listed.filter(({ path }) => !kept.includes(path))
  await expect.poll(() => host.asked.length).toBeGreaterThanOrEqual(missing.length + 2 + 3)
  await expect.poll(async () => (await keysOf(page)).filter((key) => key.includes('+')).length).toBe(3)
  const wholes = host.asked.filter((name) => !name.startsWith('film') && !name.startsWith('manifest'))
  expect(wholes.sort()).toEqual(
    missing
      .map(({ path }) => path)
      .filter((path) => path !== 'film.mp4')
      .sort(),
  )
  const bytes = missing.reduce((sum, { path, bytes: size }) => sum + (path === 'film.mp4' ? 3 * mb : size), 0)
  expect(host.sent() - sent).toBeLessThan(most(bytes, two))
  await phone.kill()

  // Killed in the film: the words of edition 2 are there with no mirror, and only the second half of the film is fetched.
  host.edition = null
  page = await phone.start()
  await openPacks(page)
  await expect(page.getByRole('heading', { name: 'Edition 2', exact: true })).toBeVisible()
  host.edition = two
  host.gate = () => Promise.resolve()
  host.asked.splice(0)
  sent = host.sent()
  await page.getByRole('button', { name: 'Update now' }).click()
  await page.getByRole('heading', { name: 'Everything is on this phone' }).waitFor()
  expect(host.asked.filter((name) => !name.startsWith('manifest'))).toEqual(
    [3, 4, 5].map((at) => `film.mp4 bytes=${at * mb}-${(at + 1) * mb - 1}`),
  )
  expect(host.sent() - sent).toBeLessThan(most(3 * mb, two))
  await assertWhole(page, two, 2)
})

test('an import from a pack: the old edition is whole, and what was kept is not written again', async () => {
  const films = Array.from({ length: 6 }, (_, i): [string, Bytes] => [
    `film-${i}.mp4`,
    noise(5 * mb, 2 * i + 11),
  ])
  const two = await makeEdition(2, new Map([...words(2), ['song.m4a', noise(40_000, 1)], ...films]))
  const folder = mkdtempSync(join(tmpdir(), 'sada-killed-'))
  try {
    const file = join(folder, 'pack.html')
    writeFileSync(file, await drain(packOf(two)))
    let page = await withOne()
    host.edition = null
    // The disk under the file falls silent after 20 MB: the import stands still in its middle until the browser is killed.
    await page.evaluate((limit) => {
      let read = 0
      const { arrayBuffer } = Blob.prototype
      Blob.prototype.arrayBuffer = function () {
        read += this.size
        return read > limit ? new Promise(() => undefined) : arrayBuffer.call(this)
      }
    }, 20 * mb)
    await chooseFile(page, file)
    await page.getByRole('button', { name: 'Take it' }).click()
    await expect
      .poll(async () => has(two, await keysOf(page)).filter(({ path }) => path.startsWith('film')).length)
      .toBeGreaterThan(1)
    await phone.kill()

    page = await phone.start()
    await openPacks(page)
    await assertWhole(page, one, 1)
    const kept = has(two, await keysOf(page)).filter(({ path }) => path.startsWith('film'))
    expect(kept.length).toBeGreaterThan(1)
    expect(kept.length).toBeLessThan(films.length)

    const written = await page.evaluateHandle(() => {
      const sizes: number[] = []
      const { put } = IDBObjectStore.prototype
      IDBObjectStore.prototype.put = function (value: { blob?: Blob }, key?: IDBValidKey) {
        if (value.blob) sizes.push(value.blob.size)
        return put.call(this, value, key)
      }
      return sizes
    })
    await chooseFile(page, file)
    await page.getByRole('button', { name: 'Take it' }).click()
    await expect(page.getByText('It is on this phone now.')).toBeVisible()
    const again = (await written.jsonValue()).filter((size) => size === 5 * mb)
    expect(again.length).toBe(films.length - kept.length)
    await assertWhole(page, two, 2)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
