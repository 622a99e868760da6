/**
 * `npm run bench:packs`: what packs and syncs cost, in one run of a real Chromium, as ratios. Needs `npm run build`. Ends with 1 where a
 * goal is missed. `--quick` takes a tenth of the bytes; `--chapters` opens chapters only.
 */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import type { Bytes } from '../../../src/shared/bytes.ts'
import { chromiumArgs, ensureChromium } from '../../chromium.ts'
import { chapterTimes } from './chapter.ts'
import { printFind } from './find.ts'
import { type Host, openHost } from './host.ts'
import { makeEdition, noise, packOf } from './make-edition.ts'
import { type Memory, peakDuring } from './memory.ts'

const mb = 1e6
const share = process.argv.includes('--quick') ? 0.1 : 1

/** A pack of `films` films of `bytes` each, as a file. */
const packFile = async (folder: string, edition: number, films: number, bytes: number): Promise<string> => {
  const extra = new Map<string, Bytes>(
    Array.from({ length: films }, (_, i) => [
      `film-${i}.mp4`,
      noise(Math.round((bytes * share) / 4) * 4, 2 * (edition * 100 + i)),
    ]),
  )
  const path = join(folder, `${films}x${bytes}.html`)
  await pipeline(
    Readable.fromWeb(packOf(await makeEdition(edition, extra)) as never),
    createWriteStream(path),
  )
  return path
}

const newPhone = async (browser: Browser, host: Host): Promise<Page> => {
  const context = await browser.newContext()
  await context.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  const page = await context.newPage()
  await page.goto(`${host.address}/packs`)
  await page.getByRole('heading', { name: 'Open a pack' }).waitFor()
  return page
}

/** Imports a pack through the screen; ms from the tap to the word that it is there. */
const importThrough = async (page: Page, file: string): Promise<number> => {
  await page.locator('.packs-file input').setInputFiles(file)
  await page.getByRole('button', { name: 'Take it' }).waitFor()
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const started = performance.now()
        const button = [...document.querySelectorAll('button')].find(
          ({ textContent }) => textContent === 'Take it',
        )
        new MutationObserver((_, observer) => {
          if (!document.body.textContent?.includes('It is on this phone now.')) return
          observer.disconnect()
          resolve(performance.now() - started)
        }).observe(document.body, { childList: true, subtree: true, characterData: true })
        button?.click()
      }),
  )
}

/** The same bytes in the same pieces, hashed by WebCrypto and written to IndexedDB, and nothing else. */
const bareWork = async (page: Page, file: string, pieces: number): Promise<number> => {
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = 'bare'
    document.body.append(input)
  })
  await page.locator('#bare').setInputFiles(file)
  return page.evaluate(async (count) => {
    const input = document.querySelector('#bare') as HTMLInputElement
    const blob = input.files?.[0] as File
    const name = `bare-${performance.now()}`
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name)
      request.onupgradeneeded = () => request.result.createObjectStore('files')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const started = performance.now()
    const size = Math.floor(blob.size / count)
    for (let i = 0; i < count; i++) {
      const bytes = await blob.slice(i * size, (i + 1) * size).arrayBuffer()
      await crypto.subtle.digest('SHA-256', bytes)
      await new Promise<void>((resolve, reject) => {
        const transaction = db.transaction('files', 'readwrite', { durability: 'relaxed' })
        transaction.objectStore('files').put({ blob: new Blob([bytes]) }, i)
        transaction.oncomplete = () => resolve()
        transaction.onerror = () => reject(transaction.error)
      })
    }
    const took = performance.now() - started
    db.close()
    indexedDB.deleteDatabase(name)
    return took
  }, pieces)
}

let missed = false
/** A figure, as a ratio to its limit: 1.00 is just kept. */
const figure = (name: string, value: number, goal: number, unit: string): void => {
  const good = value <= goal
  missed ||= !good
  const ratio = (value / goal).toFixed(2)
  console.log(
    `${good ? 'ok    ' : 'MISSED'}  ${ratio} of its limit  ${name}: ${value.toFixed(2)}${unit} (at most ${goal}${unit})`,
  )
}
/** Least of some runs: what else the machine does only adds. */
const leastOf = async (runs: number, work: () => Promise<number>): Promise<number> => {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < runs; i++) least = Math.min(least, await work())
  return least
}
const over = (what: string, { heap, process: resident }: Memory): void => {
  figure(`peak JavaScript heap over idle, ${what}`, heap / mb, 64, ' MB')
  console.log(`        the page's whole process rose by ${(resident / mb).toFixed(0)} MB`)
}

const wallTime = async (browser: Browser, host: Host, folder: string): Promise<void> => {
  for (const [films, bytes] of [
    [10, 5 * mb],
    [1, 50 * mb],
  ] as const) {
    const file = await packFile(folder, 10 + films, films, bytes)
    const bare = await leastOf(3, async () => {
      const page = await newPhone(browser, host)
      const took = await bareWork(page, file, films)
      await page.context().close()
      return took
    })
    const taken = await leastOf(3, async () => {
      const page = await newPhone(browser, host)
      const took = await importThrough(page, file)
      await page.context().close()
      return took
    })
    const what = `50 MB pack of ${films} film${films === 1 ? '' : 's'}`
    console.log(
      `        ${what}: import ${taken.toFixed(0)} ms, bare hashing and writing ${bare.toFixed(0)} ms`,
    )
    figure(`import of a ${what}, against hashing and writing its bytes`, taken / bare, 2, '×')
  }
}

const memory = async (browser: Browser, host: Host, folder: string): Promise<void> => {
  const file = await packFile(folder, 30, 4, 50 * mb)
  const page = await newPhone(browser, host)
  over(
    'import of 200 MB',
    await peakDuring(browser, page, () => importThrough(page, file).then(() => undefined)),
  )
  const making = page.getByRole('button', { name: 'Make the pack' })
  await making.waitFor()
  const saved = page.waitForEvent('download')
  over(
    'making and saving 200 MB',
    await peakDuring(browser, page, async () => {
      await making.click()
      await page.getByRole('button', { name: 'Save as a file' }).click()
      await (await saved).saveAs(join(folder, 'saved.html'))
    }),
  )
  await page.context().close()
}

const syncBytes = async (browser: Browser, host: Host): Promise<void> => {
  const files = new Map<string, Bytes>(
    Array.from({ length: 147 }, (_, i) => [`sound-${i}.m4a`, noise(8_000 + 400 * i, i)]),
  )
  host.edition = await makeEdition(20, files)
  const page = await newPhone(browser, host)
  await page.getByRole('heading', { name: 'Everything is on this phone' }).waitFor()
  const changed = noise(60_000, 999)
  host.edition = await makeEdition(21, new Map(files).set('sound-70.m4a', changed))
  const before = host.sent()
  host.asked.splice(0)
  await page.getByRole('button', { name: 'Update now' }).click()
  await page.getByRole('heading', { name: 'Edition 21' }).waitFor()
  await page.getByRole('heading', { name: 'Everything is on this phone' }).waitFor()
  const sent = host.sent() - before
  console.log(`        ${sent} bytes for ${host.asked.join(', ')}`)
  figure(
    'sync after changing one of 150 files, against that file and the manifest',
    sent / (changed.length + host.edition.manifest.length),
    1.02,
    '×',
  )
  await page.context().close()
  host.edition = null
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN

const chapterPaint = async (browser: Browser, host: Host): Promise<void> => {
  const { chapters, plain } = await chapterTimes(browser, host)
  const ms = (values: readonly number[]) => values.map((value) => value.toFixed(0)).join(' ')
  console.log(`        ${chapters.length} chapters: ${ms(chapters)} ms`)
  console.log(`        the same words as plain pages: ${ms(plain)} ms, median ${median(plain).toFixed(0)} ms`)
  figure(
    'a chapter offline, tap to first paint of its text on a CPU 4× slower, median, against 100 ms',
    median(chapters) / 100,
    1,
    '×',
  )
}

const folder = mkdtempSync(join(tmpdir(), 'sada-bench-packs-'))
const host = await openHost()
const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs })
try {
  printFind()
  await chapterPaint(browser, host)
  if (!process.argv.includes('--chapters')) {
    await wallTime(browser, host, folder)
    await syncBytes(browser, host)
    await memory(browser, host, folder)
  }
} finally {
  await browser.close()
  host.close()
  rmSync(folder, { recursive: true, force: true })
}
if (missed) process.exitCode = 1
