import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { start } from '../../src/organiser/testing/command.ts'
import { createWeather } from '../../src/organiser/weather/weather.ts'
import { broken as t } from '../../src/ui/languages/en.ts'
import { createDemoGateway } from './demo-gateway.ts'
import type { Fault } from './faulty-mirror.ts'
import { type MirroredEvening, openMirroredEvening } from './mirrored-evening.ts'
import { createWorld, status } from './shell-world.ts'

/** What is broken, by whose fault, in plain words: faults of real servers and links, as a listener is told of them, and no longer once they are over. */

const watch = (page: Page) => page.locator('.watch')
const told = (page: Page, kind: string) => page.locator(`[data-trouble="${kind}"]`)
const anything = (page: Page) => page.locator('[data-trouble]')
const row = (page: Page, host: string) => page.locator(`[data-mirror="${host}"]`)
/** Longer than what is bought ahead lasts, and than the longest wait before a mirror that failed is asked again, ms. */
const patient = { timeout: 120_000 }

const listen = async (page: Page, address: string) => {
  await page.goto(`${address}/watch`)
  await expect(watch(page)).toHaveAttribute('data-playing', 'true', patient)
  // The code that tells comes after the first voice.
  await page.locator('.watch-tools').waitFor(patient)
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /\/Trouble-/.test(name)),
  )
}

/** The way to the sheet while nothing is wrong: by the status line. */
const openSheet = async (page: Page) => {
  await status(page).getByRole('button').click()
  await page.getByRole('button', { name: t.open }).last().click()
  await expect(page.getByRole('dialog', { name: t.title })).toBeVisible()
}

test.describe('three mirrors', () => {
  let evening: MirroredEvening
  test.beforeAll(async () => {
    evening = await openMirroredEvening(3)
  })
  test.afterAll(() => evening.remove())
  test.afterEach(async () => {
    for (const mirror of evening.mirrors) await mirror.become(null)
  })
  const all = async (fault: Fault | null) => {
    for (const mirror of evening.mirrors) await mirror.become(fault)
  }
  const host = (at: number) => new URL(evening.mirrors[at]?.address ?? '').host
  const open = async (browser: Browser) => {
    const page = await (await browser.newContext()).newPage()
    await listen(page, evening.address)
    await expect(anything(page)).toHaveCount(0)
    return page
  }

  for (const [fault, kind, words] of [
    [
      'portal',
      'portal',
      /Since \d.* a login page or a block stands before the broadcast\. Log in to the network/,
    ],
    [
      'broken',
      'origin-gone',
      /Your link works, but since \d.* no address has the broadcast\. We ask each of them again/,
    ],
    [
      'refused',
      'link-dead',
      /Nothing has answered since \d.*: this phone’s link is down\. What is here plays on/,
    ],
    [
      'frozen',
      'speaker-cut',
      /The speaker was cut off at \d.*\. Everything said until then is on this phone\./,
    ],
  ] as const)
    test(`all of them ${fault}: ${kind}, and no word of it once it is over`, async ({ browser }) => {
      const page = await open(browser)
      await all(fault)
      await expect(told(page, kind)).toContainText(words, patient)
      await expect(anything(page)).toHaveCount(1)
      await all(null)
      await expect(anything(page)).toHaveCount(0, patient)
      await expect(watch(page)).toHaveAttribute('data-playing', 'true', patient)
      await page.context().close()
    })

  test('the phone itself without a network: phone-offline', async ({ browser }) => {
    const page = await open(browser)
    await page.context().setOffline(true)
    await expect(told(page, 'phone-offline')).toContainText(/This phone has no network since \d/, patient)
    await page.context().setOffline(false)
    await expect(anything(page)).toHaveCount(0, patient)
    await page.context().close()
  })

  test('one blocked, one frozen, one well: the sheet tells them apart, and that one is blocked is said', async ({
    browser,
  }) => {
    const page = await open(browser)
    const [first, second] = evening.mirrors
    await first?.become('refused')
    await second?.become('frozen')
    // Longer than a mirror may stand still before others are taken for fresher.
    await page.waitForTimeout(20_000)
    await openSheet(page)
    const check = page.getByRole('button', { name: t.check })
    await check.click()
    await expect(check).toBeVisible()
    await expect(row(page, host(0))).toHaveAttribute('data-reach', 'bad')
    await expect(row(page, host(0))).toContainText(t.failure.refused)
    await expect(row(page, host(1))).toContainText(/\d+ seconds behind the newest/)
    await expect(row(page, host(2))).toHaveAttribute('data-reach', 'good')
    await expect(row(page, host(2))).toContainText(t.fresh)
    await expect(row(page, host(2))).toContainText(t.inUse)
    await expect(row(page, host(2))).toContainText(/[\d,.]+ kbit\/s/)
    await check.click()
    await page.keyboard.press('Escape')
    await expect(told(page, 'mirror-blocked')).toContainText(
      `${host(0)} cannot be reached from here. The broadcast comes from another address.`,
      patient,
    )
    await page.getByRole('button', { name: t.open }).click()
    await first?.become(null)
    await second?.become(null)
    await check.click()
    await expect(row(page, host(0))).toHaveAttribute('data-reach', 'good', patient)
    await page.keyboard.press('Escape')
    await expect(anything(page)).toHaveCount(0, patient)
    await page.context().close()
  })
})

test('a link that is dead, by the shaping server: link-dead, while what is here plays on', async ({
  page,
}) => {
  const world = await createWorld()
  const weather = await createWeather({
    upstream: { host: '127.0.0.1', port: Number(new URL(world.address).port) },
  })
  try {
    await listen(page, weather.address)
    weather.set({ kbps: null, outage: 'hang' })
    await expect(told(page, 'link-dead')).toContainText(/Nothing has answered since \d/, patient)
    await page.getByRole('button', { name: t.open }).click()
    await expect(page.locator('[data-mirror]')).toHaveAttribute('data-reach', 'bad')
    await expect(page.getByRole('dialog')).toContainText(t.lead(1))
    weather.set({ kbps: null })
    await expect(page.locator('[data-mirror]')).toHaveAttribute('data-reach', 'good', patient)
    await page.keyboard.press('Escape')
    await expect(anything(page)).toHaveCount(0, patient)
  } finally {
    await weather.close()
    await world.remove()
  }
})

test('the speaker’s encoder dies and comes back: cut off, then how long it was, and nothing missed', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'sada-diagnosis-'))
  const out = join(folder, 'broadcast')
  const list = join(out, 'voice-low', 'index.m3u8')
  const speak = () =>
    start(['broadcast', "lavfi:aevalsrc='0.4*sin(2*PI*300*t)':s=48000", '--out', out, '--voice-only'])
  await using first = speak()
  const gateway = await createDemoGateway(folder, { broadcast: out })
  try {
    await listen(page, await gateway.listen({ host: '127.0.0.1', port: 0 }).then(({ address }) => address))
    await first.end('SIGKILL')
    await expect(told(page, 'speaker-cut')).toContainText(
      /The speaker was cut off at \d.*\. Everything said until then is on this phone\./,
      patient,
    )
    await using _second = speak()
    // The organiser's side of it: it goes on in the same folder, after a break.
    await expect.poll(() => readFileSync(list, 'utf8'), patient).toContain('#EXT-X-DISCONTINUITY')
    await expect(told(page, 'speaker-restarted')).toContainText(
      /The speaker was cut off at \d.* for \d+ seconds\. You have missed nothing that was broadcast\./,
      patient,
    )
    await expect(watch(page)).toHaveAttribute('data-playing', 'true')
    // A minute after it was passed, nobody needs to be told.
    await expect(anything(page)).toHaveCount(0, { timeout: 150_000 })
  } finally {
    await gateway.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
