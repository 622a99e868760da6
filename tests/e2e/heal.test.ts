import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { assetOf, countLoads, edit, lookForUpdate, notice, publish, publishAnew, version } from './publish.ts'
import { createWorld, ready, settled, type World } from './shell-world.ts'

test.setTimeout(120_000)

let world: World
test.beforeEach(async () => {
  world = await createWorld()
})
test.afterEach(() => world.remove())

const place = (page: Page, name: string) => page.locator(`nav a[href="/${name}"]`)
const restart = async () => {
  await world.stop()
  await world.serve()
}
const worksOffline = async (page: Page, expected: string | null): Promise<void> => {
  await world.stop()
  await page.goto(`${world.address}/give`)
  await expect(page.locator('form')).toBeVisible()
  expect(await version(page)).toBe(expected)
  await world.serve()
}

test.describe('without a worker', () => {
  test.use({ serviceWorkers: 'block' })

  for (const gone of ['404', 'the page'] as const)
    test(`a page whose code is gone from the server (${gone} in its place) takes the version that is there, once`, async ({
      page,
    }) => {
      await page.goto(`${world.address}/packs`)
      await settled(page)
      const old = assetOf(world, 'GiveScreen.js').split('/').pop() ?? ''
      await publishAnew(world, 'second')
      if (gone === 'the page')
        await page.route(`**/assets/${old}`, async (route) =>
          route.fulfill({ path: join(world.app, 'index.html'), contentType: 'text/html' }),
        )
      const loads = countLoads(page)
      await place(page, 'give').click()
      await expect(page.locator('form')).toBeVisible()
      await expect(page).toHaveURL(`${world.address}/give`)
      expect(await version(page)).toBe('second')
      // A tap that meets the page while it loads anew follows a plain link, which is a load of the person's own; from then on there is none.
      const once = loads()
      expect([1, 2]).toContain(once)
      for (const name of ['packs', 'give']) {
        await place(page, name).click()
        await settled(page)
      }
      await expect(page.locator('form')).toBeVisible()
      expect(loads()).toBe(once)
    })

  test('servers that disagree about the version do not make a page load for ever', async ({ page }) => {
    test.setTimeout(180_000)
    await page.route('**/?now', (route) =>
      route.fulfill({ body: '<script src="/assets/index-00000000.js"></script>', contentType: 'text/html' }),
    )
    await page.goto(`${world.address}/packs`)
    await settled(page)
    rmSync(assetOf(world, 'GiveScreen.js'))
    await restart()
    const loads = countLoads(page)
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/?now')) asked.push(request.url())
    })
    await place(page, 'give').click()
    await expect.poll(() => loads()).toBeGreaterThan(0)
    // It goes on asking for the code, up to a minute apart, and sees that it has been there.
    await expect.poll(() => asked.length, { timeout: 90_000 }).toBeGreaterThan(2)
    // A tap that meets the page while it loads anew follows a plain link, which is a load of the person's own.
    expect(loads()).toBeLessThanOrEqual(2)
    await place(page, 'packs').click()
    await settled(page)
  })

  test('a file that a mirror does not have yet is asked for again until it does; the page is loaded anew once at most', async ({
    page,
  }) => {
    await page.goto(`${world.address}/packs`)
    await settled(page)
    const file = assetOf(world, 'GiveScreen.js')
    renameSync(file, `${file}.later`)
    await restart()
    const loads = countLoads(page)
    await place(page, 'give').click()
    await expect(page.getByText('Loading…')).toBeVisible()
    renameSync(`${file}.later`, file)
    await restart()
    await expect(page.locator('form')).toBeVisible()
    // A browser that keeps a failed import for as long as the page lives needs one.
    expect(loads()).toBeLessThanOrEqual(1)
  })
})

/** The worker has what it is told to keep late, file by file: a server that goes in the midst of one leaves Chromium's worker with it in hand for minutes. */
const keptLate = (page: Page) =>
  expect
    .poll(async () => {
      const count = () => page.evaluate(async () => (await (await caches.open('sada-player')).keys()).length)
      const before = await count()
      await page.waitForTimeout(1000)
      return before > 0 && (await count()) === before
    })
    .toBe(true)

test('with a worker, code that is gone is healed through it: one load, and the version is kept', async ({
  page,
}) => {
  await page.goto(`${world.address}/read`)
  await expect(ready(page)).toBeVisible()
  await keptLate(page)
  await publishAnew(world, 'second')
  const loads = countLoads(page)
  // The player is not kept before the first visit to Watch.
  await place(page, 'watch').click()
  await expect.poll(() => version(page)).toBe('second')
  await expect(page.locator('.watch')).toHaveAttribute('data-rung', /voice|video/)
  expect(loads()).toBe(1)
  await worksOffline(page, 'second')
})

/** Ways in which a published version is bad; each leaves the files so that `mend` makes them good. */
const bad: Record<string, (mend: (() => void)[]) => void> = {
  'a worker that throws': (mend) => {
    const before = readFileSync(join(world.app, 'sw.js'), 'utf8')
    writeFileSync(join(world.app, 'sw.js'), `throw new Error('bad'); ${before}`)
    mend.push(() => writeFileSync(join(world.app, 'sw.js'), before))
  },
  'a worker that keeps a file which is not there': (mend) => {
    const file = assetOf(world, 'GiveScreen.js')
    renameSync(file, `${file}.later`)
    mend.push(() => renameSync(`${file}.later`, file))
  },
  'a worker that is here before its page': (mend) => {
    const page = join(world.app, 'index.html')
    const before = readFileSync(page, 'utf8')
    writeFileSync(page, before.replace(/index-[\w-]{8}/, 'index-11111111'))
    mend.push(() => writeFileSync(page, before))
  },
  'code that is a page': (mend) => {
    const file = assetOf(world, 'GiveScreen.js')
    const name = `assets/${file.split('/').pop()}`
    edit(world, 'sw.js', (text) => text.replaceAll(name, 'no/such/place'))
    mend.push(() => edit(world, 'sw.js', (text) => text.replaceAll('no/such/place', name)))
  },
}

for (const [name, spoil] of Object.entries(bad))
  test(`${name} is not taken: the one before goes on, and a good one is`, async ({ page }) => {
    await page.goto(`${world.address}/read`)
    await expect(ready(page)).toBeVisible()
    await publishAnew(world, 'second')
    const mend: (() => void)[] = []
    spoil(mend)
    await restart()
    // Whether it could be had; what the app does with it is below.
    const tried = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      try {
        await registration?.update()
      } catch {
        return 'refused'
      }
      const { installing } = registration ?? {}
      if (!installing) return 'nothing'
      return new Promise<string>((resolve) =>
        installing.addEventListener('statechange', () => resolve(installing.state)),
      )
    })
    expect(['refused', 'redundant']).toContain(tried)
    await expect(notice(page)).toHaveCount(0)
    await worksOffline(page, null)
    for (const one of mend) one()
    await restart()
    await page.goto(`${world.address}/read`)
    await settled(page)
    await lookForUpdate(page)
    await expect(notice(page)).toBeVisible()
    expect(await version(page)).toBeNull()
    await page.getByRole('button', { name: 'Update now' }).click()
    await expect.poll(() => version(page)).toBe('second')
    await worksOffline(page, 'second')
  })

test('an active worker that answers with errors is replaced by the next good one', async ({ page }) => {
  await page.goto(`${world.address}/read`)
  await expect(ready(page)).toBeVisible()
  const good = readFileSync(join(world.app, 'sw.js'), 'utf8')
  const broken =
    "addEventListener('install', () => skipWaiting());" +
    "addEventListener('fetch', (event) => event.respondWith(Promise.reject(new Error('broken'))))"
  writeFileSync(join(world.app, 'sw.js'), broken)
  await restart()
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
  // It takes over a moment later, upon which the page loads anew by itself.
  await expect(async () => {
    await expect(page.goto(`${world.address}/give`)).rejects.toThrow(/ERR_FAILED/)
  }).toPass()
  writeFileSync(join(world.app, 'sw.js'), good)
  await restart()
  // What a person does who sees the browser's error page; the browser looks for a worker with each of these.
  await expect(async () => {
    await page.goto(`${world.address}/give`, { timeout: 5_000 })
    await expect(page.locator('form')).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await expect(ready(page)).toBeVisible()
  await worksOffline(page, null)
})

test('what was lost of the shell is fetched again before it is called ready', async ({ page }) => {
  await page.goto(`${world.address}/read`)
  await expect(ready(page)).toBeVisible()
  const lost = await page.evaluate(async () => {
    const name = (await caches.keys()).find((one) => one.includes('precache')) ?? ''
    const cache = await caches.open(name)
    const some = (await cache.keys()).filter(({ url }) => /index\.html|GiveScreen/.test(url))
    for (const one of some) await cache.delete(one)
    // And a page in the place of code, as versions before this one kept it from mirrors that answer everything.
    const code = (await cache.keys()).find(({ url }) => /PacksScreen-.*\.js/.test(url))
    if (code) await cache.put(code, new Response('<html>', { headers: { 'content-type': 'text/html' } }))
    return some.length
  })
  expect(lost).toBe(3)
  await page.reload()
  await expect(ready(page)).toBeVisible()
  await worksOffline(page, null)
  await world.stop()
  await page.goto(`${world.address}/packs`)
  await settled(page)
  await world.serve()
})

test('another version’s page is not put in the place of what was lost', async ({ page }) => {
  await page.goto(`${world.address}/read`)
  await expect(ready(page)).toBeVisible()
  await page.evaluate(async () => {
    const name = (await caches.keys()).find((one) => one.includes('precache')) ?? ''
    const cache = await caches.open(name)
    for (const one of await cache.keys()) if (one.url.includes('index.html')) await cache.delete(one)
  })
  await publishAnew(world, 'second')
  // The page now comes from the server, and its worker with it.
  await page.goto(`${world.address}/read`)
  expect(await version(page)).toBe('second')
  await page.getByRole('button', { name: 'Update now' }).click()
  await expect(ready(page)).toBeVisible()
  await worksOffline(page, 'second')
})

for (const status of [404, 410])
  test(`a worker that is gone from the server (${status}) goes on, and one that comes later is taken`, async ({
    page,
    context,
  }) => {
    const file = join(world.app, 'sw.js')
    const worker = readFileSync(file, 'utf8')
    rmSync(file)
    await restart()
    // Only what pages ask for can be answered otherwise; 404 is the gateway's own.
    if (status === 410) await context.route('**/sw.js', (route) => route.fulfill({ status }))
    await page.goto(`${world.address}/read`)
    await settled(page)
    await expect(ready(page)).toHaveCount(0)
    await context.unroute('**/sw.js')
    writeFileSync(file, worker)
    await restart()
    await lookForUpdate(page)
    await expect(ready(page)).toBeVisible()

    rmSync(file)
    await restart()
    await page.reload()
    await settled(page)
    await lookForUpdate(page)
    await worksOffline(page, null)
    writeFileSync(file, worker)
    await publish(world, 'second')
    await page.goto(`${world.address}/read`)
    await page.getByRole('button', { name: 'Update now' }).click()
    await expect.poll(() => version(page)).toBe('second')
  })
