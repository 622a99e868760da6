import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { listen } from './listener.ts'
import { createWorld, ready, type World } from './shell-world.ts'

let world: World
test.beforeEach(async () => {
  world = await createWorld()
})
test.afterEach(() => world.remove())

/** What this origin has in the browser, asked from a page that is not the app and adds nothing. */
const kept = async (context: BrowserContext) => {
  const page = await context.newPage()
  await page.goto(`${world.address}/erase`)
  const left = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name).sort(),
    caches: (await caches.keys()).sort(),
    local: localStorage.length,
    session: sessionStorage.length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }))
  await page.close()
  return left
}
const nothing = { databases: [], caches: [], local: 0, session: 0, workers: 0 }

const visit = async (page: Page): Promise<void> => {
  await page.goto(world.address)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })
}

test('without scripts and with a broken app, two taps erase everything', async ({ context, page }) => {
  await visit(page)
  await page.close()
  const before = await kept(context)
  // What is kept of the broadcast is there once a voice was heard.
  expect(before.databases).toEqual(expect.arrayContaining(['sada-editions', 'sada-outbox']))
  expect(before.workers).toBe(1)
  expect(before.caches).not.toEqual([])
  expect(before.local).toBeGreaterThan(0)

  writeFileSync(join(world.app, 'index.html'), 'broken')
  const plain = await context.newPage()
  const tools = await context.newCDPSession(plain)
  await tools.send('Emulation.setScriptExecutionDisabled', { value: true })
  await plain.goto(`${world.address}/erase`)
  await expect(plain.getByText('Donations that were not sent yet are lost for ever.')).toBeVisible()
  await expect(
    plain.getByText('جو عطیات ابھی بھیجے نہیں گئے وہ ہمیشہ کے لیے ضائع ہو جائیں گے۔'),
  ).toBeVisible()
  // Looking at the page erases nothing.
  expect(await kept(context)).toEqual(before)
  await plain.getByRole('button', { name: 'Yes, erase everything' }).click()
  await expect(plain.getByRole('heading', { name: 'Everything is erased from this browser.' })).toBeVisible()
  expect(await kept(context)).toEqual(nothing)
})

test('no other site can have it erased, not even a neighbour', async ({ context, page }) => {
  await visit(page)
  await page.close()
  const before = await kept(context)
  const form = `<form method="post" action="${world.address}/erase"><button>win a prize</button></form>
    <script>fetch('${world.address}/erase', { method: 'POST', mode: 'no-cors' }).finally(() => document.title = 'tried')</script>`
  const other = await listen(form)
  try {
    // 127.0.0.1 on another port is another origin of the same site; localhost is another site.
    for (const address of [other.address, other.address.replace('127.0.0.1', 'localhost')]) {
      const attacker = await context.newPage()
      await attacker.goto(`${address}/page`)
      await expect(attacker).toHaveTitle('tried')
      await attacker.getByRole('button').click()
      await expect(attacker.getByRole('heading', { name: 'Nothing was erased.' })).toBeVisible()
      await attacker.close()
    }
    expect(await kept(context)).toEqual(before)
  } finally {
    await other.close()
  }
})

test('erasing in the app asks the host as well, and is as good without it', async ({ browser }) => {
  for (const online of [true, false]) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await visit(page)
    await page.goto(`${world.address}/packs`)
    await expect(ready(page)).toBeVisible()
    const asked = online ? page.waitForResponse(`${world.address}/erase`) : null
    if (!online) await world.stop()
    await page.getByRole('button', { name: 'Erase everything on this phone' }).click()
    await page.getByRole('button', { name: 'Yes, erase everything' }).click()
    await expect(page.getByText('Everything is erased.')).toBeVisible()
    if (asked) {
      const answer = await asked
      expect(answer.request().method()).toBe('POST')
      expect(await answer.headerValue('clear-site-data')).toContain('"storage"')
    } else await world.serve()
    await page.close()
    expect(await kept(context)).toEqual(nothing)
    await context.close()
  }
})
