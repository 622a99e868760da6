import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { createEveningServer, type EveningServer } from './evening-server.ts'

/** What is kept of the broadcast: rewinding, a dead zone, the way back to live, a full phone, saving, erasing. */
let server: EveningServer

test.beforeEach(async () => {
  server = await createEveningServer()
  await server.start()
})
test.afterEach(() => server.remove())

const player = (page: Page) => page.locator('[data-rung]')
const position = async (page: Page): Promise<number> =>
  Number(await player(page).getAttribute('data-position'))
const media = (page: Page) => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0)

/** Bytes kept so far, as the database has them. */
const keptVoice = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('sada-kept')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const db = opening.result
          if (!db.objectStoreNames.contains('facts')) {
            db.close()
            return resolve(0)
          }
          const asked = db.transaction('facts').objectStore('facts').getAll()
          asked.onsuccess = () => {
            db.close()
            resolve(asked.result.filter(({ key }: { key: string }) => key.includes('voice')).length)
          }
        }
      }),
  )

/** Which of the player's code the worker keeps: on a first visit it was loaded before there was a worker. */
const playerCode = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const kept = await (await caches.open('sada-player')).keys()
    const names = kept.map(({ url }) => /assets\/(hls|Playing|Kept)-[^/]*\.js$/.exec(url)?.[1])
    return [...new Set(names.filter((name) => name !== undefined))].sort()
  })

/** Listens until the player's code and some voice are kept. */
const listen = async (page: Page, pieces = 10): Promise<void> => {
  await page.goto(`${server.address}/watch`)
  await expect(player(page)).toHaveAttribute('data-playing', 'true', { timeout: 90_000 })
  await expect.poll(() => playerCode(page), { timeout: 150_000 }).toEqual(['Kept', 'Playing', 'hls'])
  await expect.poll(() => keptVoice(page), { timeout: 120_000 }).toBeGreaterThanOrEqual(pieces)
}

const voiceRequests = (context: BrowserContext): string[] => {
  const asked: string[] = []
  context.on('request', (request) => {
    if (/\/broadcast\/voice.*\.m4s|\/broadcast\/voice.*init/.test(request.url())) asked.push(request.url())
  })
  return asked
}

test('what was heard is heard again without a request, also after a reload', async ({ page, context }) => {
  const asked = voiceRequests(context)
  await listen(page)
  // All that has come is written: from here on none of it may be asked for again.
  await expect
    .poll(async () => (await keptVoice(page)) - new Set(asked).size, { timeout: 60_000 })
    .toBeGreaterThanOrEqual(0)
  const first = new Set(asked)
  expect(first.size).toBeGreaterThanOrEqual(8)
  const before = asked.length
  const place = await position(page)
  await page.reload()
  await expect(player(page)).toHaveAttribute('data-playing', 'true', { timeout: 90_000 })
  await expect.poll(() => media(page), { timeout: 60_000 }).toBeGreaterThan(0)
  expect(Math.abs((await position(page)) - place)).toBeLessThan(15_000)
  await page.locator('.watch-steps button').first().click()
  const rewound = await media(page)
  await expect.poll(() => media(page), { timeout: 60_000 }).toBeGreaterThan(rewound + 6)
  expect(asked.slice(before).filter((url) => first.has(url))).toEqual([])
})

test('a reload in a dead zone plays on from the place, and joins live with nothing skipped or repeated', async ({
  page,
}) => {
  test.setTimeout(420_000)
  await listen(page, 12)
  const place = await position(page)
  await server.stop('SIGKILL')
  await page.reload()
  await expect(player(page)).toHaveAttribute('data-rung', 'stored', { timeout: 60_000 })
  await expect(player(page)).toHaveAttribute('data-playing', 'true', { timeout: 60_000 })
  await expect(page.getByText('You hear what this phone kept.')).toBeVisible()
  expect(Math.abs((await position(page)) - place)).toBeLessThan(12_000)
  await expect(page.locator('.watch-line').first()).toBeVisible()
  await page.evaluate(() => {
    const heard: { at: number; position: number; media: number }[] = []
    Object.assign(window, { heard })
    setInterval(() => {
      const at = document.querySelector<HTMLElement>('[data-rung]')?.dataset['position']
      const video = document.querySelector('video')
      if (at && video) heard.push({ at: performance.now(), position: Number(at), media: video.currentTime })
    }, 100)
  })
  const heardOffline = await media(page)
  await expect.poll(() => media(page), { timeout: 60_000 }).toBeGreaterThan(heardOffline + 4)
  await server.start()
  await expect(player(page)).not.toHaveAttribute('data-rung', 'stored', { timeout: 90_000 })
  const joined = await media(page)
  await expect.poll(() => media(page), { timeout: 90_000 }).toBeGreaterThan(joined + 8)
  const heard = await page.evaluate(
    () => (window as unknown as { heard: { at: number; position: number; media: number }[] }).heard,
  )
  for (const [index, after] of heard.entries()) {
    const before = heard[index - 1]
    if (!before) continue
    const wall = (after.at - before.at) / 1000
    expect(after.media - before.media).toBeGreaterThan(-0.25)
    expect(after.media - before.media).toBeLessThan(wall * 1.2 + 1)
    expect((after.position - before.position) / 1000).toBeGreaterThan(-0.25)
    expect((after.position - before.position) / 1000).toBeLessThan(wall * 1.2 + 1)
  }
})

test('on a full phone the voice goes on, and what is kept makes room', async ({ page, context }) => {
  await listen(page)
  const tools = await context.newCDPSession(page)
  const before = await keptVoice(page)
  const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
  await tools.send('Storage.overrideQuotaForOrigin', { origin: server.address, quotaSize: usage })
  const start = await media(page)
  await expect.poll(() => keptVoice(page), { timeout: 60_000 }).toBeLessThan(before)
  await expect.poll(() => media(page), { timeout: 60_000 }).toBeGreaterThan(start + 12)
  await expect(player(page)).toHaveAttribute('data-playing', 'true')
})

test('a speech is saved with one tap, and heard from the library without a server', async ({ page }) => {
  await listen(page)
  const begun = await media(page)
  await expect.poll(() => media(page), { timeout: 60_000 }).toBeGreaterThan(begun + 10)
  await page.getByRole('button', { name: /^Save the last 10 minutes/ }).click()
  await expect(page.getByText(/^Saved: /)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('link', { name: 'Open it' }).click()
  await expect(page.getByText('Saved by you from the broadcast.')).toBeVisible()
  await server.stop('SIGKILL')
  await page.reload()
  await page.locator('.library-play').click()
  await expect
    .poll(() => page.evaluate(() => document.querySelector('audio')?.currentTime ?? 0), { timeout: 60_000 })
    .toBeGreaterThan(1)
  const seconds = await page.evaluate(() => document.querySelector('audio')?.duration ?? 0)
  expect(seconds).toBeGreaterThan(8)
  expect(seconds).toBeLessThan(610)
  await page.goto(`${server.address}/read`)
  await expect(page.getByRole('heading', { name: 'Saved by me' })).toBeVisible()
  await page.locator('[aria-labelledby="library-saved"] a').click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Removed.')).toBeVisible()
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await expect(page.getByRole('button', { name: 'Remove' })).toBeVisible()
})

test('kept voice shows among what takes room, can be let go of, and is erased with the rest', async ({
  page,
}) => {
  await listen(page)
  await page.goto(`${server.address}/packs`)
  const line = page.locator('.packs-voice')
  await expect(line).toContainText(/\d/, { timeout: 60_000 })
  await line.getByRole('button').click()
  await line.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(line).toHaveCount(0)
  expect(await keptVoice(page)).toBe(0)
  const form = await page.request.get(`${server.address}/erase`)
  expect(form.status()).toBe(200)
  await page.goto(`${server.address}/erase`)
  await page.getByRole('button', { name: 'Yes, erase everything' }).click()
  await expect(page.getByRole('heading', { name: 'Everything is erased from this browser.' })).toBeVisible()
  const left = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
  expect(left).toEqual([])
})
