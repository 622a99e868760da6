import { readFileSync } from 'node:fs'
import type { Browser, Page } from '@playwright/test'
import type { Content } from '../../../src/shared/content.ts'
import type { Manifest } from '../../../src/shared/manifest.ts'
import type { Host } from './host.ts'
import type { BenchEdition } from './make-edition.ts'

/** How much slower than this machine the phone is. */
const slowdown = 4

/** The demonstration's own edition, as `npm run build` made it. */
export const builtEdition = (): BenchEdition => {
  const read = (name: string) => new Uint8Array(readFileSync(`dist/edition/${name}`))
  const { files: listed } = JSON.parse(readFileSync('dist/edition/manifest.json', 'utf8')) as Manifest
  return {
    manifest: read('manifest.json'),
    signature: read('manifest.sig'),
    listed,
    files: new Map(listed.map(({ path }) => [path, read(path)])),
  }
}

const slow = async (page: Page): Promise<void> => {
  const wire = await page.context().newCDPSession(page)
  await wire.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
}

/** From the tap on a chapter to the first paint of its text, ms, by the browser's own clock (Element Timing, W3C). */
const openChapter = (page: Page, id: string): Promise<number> =>
  page.evaluate(
    (item) =>
      new Promise<number>((resolve, reject) => {
        const link = document.querySelector<HTMLAnchorElement>(`main a[href="/read/${item}"]`)
        if (!link) return reject(new Error(`no link to ${item}`))
        let started = 0
        const watcher = new MutationObserver(() => {
          const text = document.querySelector('.library-item .library-text p')
          if (!text) return
          text.setAttribute('elementtiming', item)
          watcher.disconnect()
        })
        watcher.observe(document.body, { childList: true, subtree: true })
        new PerformanceObserver((list, observer) => {
          const entry = list.getEntries().find((one) => (one as { identifier?: string }).identifier === item)
          if (!entry) return
          observer.disconnect()
          resolve((entry as unknown as { renderTime: number }).renderTime - started)
        }).observe({ type: 'element', buffered: false })
        started = performance.now()
        link.click()
      }),
    id,
  )

/** The same words as a page of their own, without a script: what the browser itself needs to paint them. */
const plainPage = (edition: BenchEdition, path: string): string => {
  const words = new TextDecoder().decode(edition.files.get(path))
  const paragraphs = words.split(/\n{2,}/).map((block) => `<p>${block.replace(/[<&]/g, ' ')}</p>`)
  return `<!doctype html><meta charset="utf-8"><title>plain</title>${paragraphs.join('')}`
}

const firstPaint = async (page: Page, address: string): Promise<number> => {
  await page.goto(address)
  return page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        new PerformanceObserver((list) => {
          const entry = list.getEntriesByName('first-contentful-paint')[0]
          if (entry) resolve(entry.startTime)
        }).observe({ type: 'paint', buffered: true }),
      ),
  )
}

export interface ChapterTimes {
  /** Each chapter's first opening, ms. */
  chapters: number[]
  /** Plain pages of the same words, ms. */
  plain: number[]
}

/** Every chapter of the demonstration in both languages, opened from the contents for the first time, with no server there. */
export const chapterTimes = async (browser: Browser, host: Host): Promise<ChapterTimes> => {
  const edition = builtEdition()
  const content = JSON.parse(readFileSync('dist/edition/content.json', 'utf8')) as Content
  // One that is still sealed has no text to paint.
  const chapters = content.items.filter(({ kind, lock }) => kind === 'chapter' && !lock)
  host.edition = edition
  const times: ChapterTimes = { chapters: [], plain: [] }
  for (const locale of ['en-GB', 'ur-PK']) {
    const language = locale === 'ur-PK' ? 'ur' : 'en'
    const context = await browser.newContext({ locale, viewport: { width: 360, height: 740 } })
    const page = await context.newPage()
    await page.goto(`${host.address}/read`)
    await page.locator('.app-status[data-ready="true"]').waitFor()
    host.dead = true
    await page.reload()
    await page.getByRole('searchbox').waitFor()
    await slow(page)
    // As long as it takes to read one's way to a title.
    await page.waitForTimeout(1_500)
    for (const { id } of chapters) {
      times.chapters.push(await openChapter(page, id))
      await page.goBack()
      await page.locator(`main a[href="/read/${id}"]`).first().waitFor()
      await page.waitForTimeout(300)
    }
    host.dead = false
    const bare = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage()
    await slow(bare)
    for (const { text } of chapters) {
      host.plain = plainPage(edition, text?.[language] ?? '')
      times.plain.push(await firstPaint(bare, `${host.address}/plain`))
    }
    host.plain = null
    await bare.context().close()
    await context.close()
  }
  host.edition = null
  return times
}
