import { createServer, request as forward, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { createWeather } from '../../src/organiser/weather/weather.ts'
import { choose, createWorld, languages, ready, status, type World } from './shell-world.ts'

/** The connection's words in the line. */
const says = (page: Page, words: string | RegExp) =>
  expect(status(page)).toContainText(words, { timeout: 90_000 })

/** Opened once and ready offline, so that nothing of the app itself has to come any more. */
const opened = async (page: Page, world: Pick<World, 'address'>, path = '/read') => {
  await page.goto(`${world.address}${path}`)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })
  await says(page, 'Connected')
}

/** Somebody else on our address. */
const stranger = async (world: Pick<World, 'address'>, answer: RequestListener): Promise<Server> => {
  const server = createServer(answer)
  await new Promise<void>((resolve) =>
    server.listen(Number(new URL(world.address).port), '127.0.0.1', resolve),
  )
  return server
}
const dismiss = (server: Server) => {
  server.closeAllConnections()
  return new Promise<void>((resolve) => server.close(() => resolve()))
}

/** What a person does who wants news: the sheet's own button, which asks once. */
const askNow = async (page: Page) => {
  await status(page).getByRole('button').click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Ask now' }).click()
  return sheet
}

let world: World
test.beforeAll(async () => {
  world = await createWorld()
})
test.afterAll(() => world.remove())
test.beforeEach(() => world.serve().catch(() => undefined))

test('a server that is gone is told, whatever the browser says; and its return is found out without hammering', async ({
  page,
}) => {
  await opened(page, world)
  await world.stop()
  const sheet = await askNow(page)
  await says(page, 'No connection')
  expect(await page.evaluate(() => navigator.onLine)).toBe(true)
  await expect(sheet).toContainText('Nothing of ours answers')
  await expect(sheet).toContainText(/Last answer at|We ask again/)

  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.waitForTimeout(15_000)
  const probes = asked.filter((path) => path.endsWith('/manifest.sig'))
  expect(probes.length).toBeGreaterThan(0)
  expect(probes.length).toBeLessThan(12)

  await world.serve()
  await says(page, 'Connected')
  await expect(sheet).toContainText('Our servers answer.')
  // Whoever waited for the link goes on at once: the edition is asked for again.
  await expect.poll(() => asked.filter((path) => path.endsWith('/manifest.json')).length).toBeGreaterThan(0)
})

test('a browser that calls itself offline is not believed while requests go through', async ({ page }) => {
  await opened(page, world)
  const [answer] = await Promise.all([
    page.waitForResponse(/manifest\.sig/),
    page.evaluate(() => {
      Object.defineProperty(navigator, 'onLine', { get: () => false })
      dispatchEvent(new Event('offline'))
    }),
  ])
  expect(answer.ok()).toBe(true)
  await status(page).getByRole('button').click()
  await expect(page.getByRole('dialog')).toContainText('Our servers answer.')
  await says(page, 'Connected')
})

test('a portal that answers everything with its own page is no connection', async ({ page }) => {
  await opened(page, world)
  await world.stop()
  const portal = await stranger(world, (_, response) =>
    response.setHeader('content-type', 'text/html').end('<h1>Log in to this network</h1>'),
  )
  await askNow(page)
  await says(page, 'No connection')
  await page.keyboard.press('Escape')
  // What is fetched from it is refused, and said to be the network's, not the organisation's.
  await page.goto(`${world.address}/packs`)
  await page.getByRole('button', { name: 'Update now' }).click()
  await says(page, 'No connection')
  await expect(page.getByText('Everything is on this phone')).toBeVisible()
  await dismiss(portal)
  await world.serve()
  await says(page, 'Connected')
})

test('a hole that accepts and never answers is no connection', async ({ page }) => {
  await opened(page, world)
  await world.stop()
  const hole = await stranger(world, () => {})
  await askNow(page)
  await expect(page.getByRole('dialog')).toContainText('Asking just now')
  await says(page, 'No connection')
  await dismiss(hole)
})

test('a link below what a voice needs is called slow, by bytes that really came', async ({ page }) => {
  const weather = await createWeather({
    upstream: { host: '127.0.0.1', port: Number(new URL(world.address).port) },
    host: '127.0.0.1',
    port: 0,
  })
  try {
    await opened(page, weather, '/packs')
    weather.set({ kbps: 20 })
    // Only asked after, the edition weighs nothing: no news of the speed.
    await page.getByRole('button', { name: 'Update now' }).click()
    await expect(page.getByRole('button', { name: 'Update now' })).toBeVisible({ timeout: 60_000 })
    await says(page, 'Connected')
    // A speech's sound has to come anew.
    await page.goto(`${weather.address}/read/price-of-a-canal`)
    await page.getByRole('button', { name: /^Remove/ }).click()
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
    await page.reload()
    await page.getByRole('button', { name: /^Get/ }).first().click()
    await says(page, 'Slow connection')
    await status(page).getByRole('button').click()
    await expect(page.getByRole('dialog')).toContainText('slower than a voice needs')
    await expect(page.getByRole('dialog')).toContainText(/Last measured: .?(1\d|2\d).? kbit/)
  } finally {
    await weather.close()
  }
})

test('the broadcast’s rung stands in the line, from picture to nothing at all', async ({ page }) => {
  // A thin link leaves the voice. Words alone come through a gate: by weather they would last only as long as its last bytes.
  const weather = await createWeather({
    upstream: { host: '127.0.0.1', port: Number(new URL(world.address).port) },
    host: '127.0.0.1',
    port: 0,
  })
  let stopped = /^$/
  const gate = createServer((request, response) => {
    if (stopped.test(request.url ?? '')) return response.destroy()
    const { url, method, headers } = request
    const onward = forward(`${weather.address}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve))
  try {
    await page.goto(`http://127.0.0.1:${(gate.address() as AddressInfo).port}/watch`)
    await says(page, 'Video')
    await status(page).getByRole('button').click()
    const sheet = page.getByRole('dialog')
    await expect(sheet).toContainText('the link carries both')
    weather.set({ kbps: 40 })
    await says(page, 'Voice')
    await expect(sheet).toContainText('The picture comes back by itself')
    stopped = /\/(v\d+|still|voice-\w+)\b/
    await says(page, 'Text')
    await expect(sheet).toContainText('the words do')
    stopped = /./
    await says(page, 'Stored')
    await expect(sheet).toContainText('Nothing gets through')
    stopped = /^$/
    weather.set({ kbps: null })
    await says(page, 'Video')
  } finally {
    await dismiss(gate)
    await weather.close()
  }
})

test('donations that wait are counted in every tab, and are gone when they are recorded', async ({
  context,
}) => {
  const [first, second] = [await context.newPage(), await context.newPage()]
  await opened(first, world, '/give')
  await opened(second, world)
  await world.stop()
  await first.getByRole('radio', { name: /Rs.?1,500/ }).check()
  for (const box of await first.getByRole('checkbox', { name: /18|own/i }).all()) await box.check()
  await first.getByRole('button', { name: /^Give/ }).click()
  for (const page of [first, second]) await says(page, '1 donation waiting to be sent')
  await second.bringToFront()
  await status(second).getByRole('button').click()
  const sheet = second.getByRole('dialog')
  await expect(sheet).toContainText('1 donation waits, the first since')
  await world.serve()
  // Nobody does anything.
  for (const page of [first, second])
    await expect(status(page)).toHaveAttribute('data-waiting', '0', { timeout: 90_000 })
  await expect(sheet).toContainText('Nothing waits')
})

for (const language of languages)
  test(`the sheet is a dialog for keyboard and screen reader, in sight of the line (${language})`, async ({
    page,
  }) => {
    await opened(page, world)
    await choose(page, language)
    await page.evaluate(() => scrollTo(0, 4000))
    const line = status(page).getByRole('button')
    await expect(line).toBeInViewport()
    // Never in the way: what has the focus is not below it.
    await line.focus()
    await page.keyboard.press('Enter')
    const sheet = page.getByRole('dialog')
    await expect(sheet).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    await page.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
    await expect(line).toBeFocused()
    await line.click()
    await sheet.getByRole('link').last().click()
    await expect(sheet).toBeHidden()
    // Where there is little height, as at 400 % zoom, the line goes along with the page.
    await page.setViewportSize({ width: 320, height: 256 })
    await page.evaluate(() => scrollTo(0, 4000))
    await expect(line).not.toBeInViewport()
  })
