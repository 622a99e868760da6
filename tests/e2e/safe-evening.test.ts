import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { createEveningServer, type EveningServer } from './evening-server.ts'
import { giveOnce, saved } from './giving-steps.ts'
import { type OwnChromium, ownChromium } from './own-chromium.ts'
import { choose, ready } from './shell-world.ts'
import { openWire, type Wire } from './wire.ts'

let server: EveningServer
let wire: Wire
let chromium: OwnChromium
let folder: string

/** What a Chromium has to tell its maker, left out as far as it lets one. */
const quiet = [
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-client-side-phishing-detection',
  '--disable-domain-reliability',
  '--no-pings',
  '--disable-features=OptimizationHints,OptimizationGuideModelDownloading,AutofillServerCommunication,MediaRouter,Translate',
]
/** The rest of it: the browser's own, whatever page is open. No page can reach these, by `connect-src` and all (safe-policy.test.ts). */
const itsMaker =
  /^(www\.google|(accounts|clients2|update|optimizationguide-pa|android\.clients|redirector)\.(google|googleapis|gvt1))\.com(:443)?$/

test.beforeAll(async () => {
  server = await createEveningServer()
  await server.start()
  wire = await openWire(() => new URL(server.address).host)
  chromium = ownChromium([...wire.flags, ...quiet, '--autoplay-policy=no-user-gesture-required'])
  folder = mkdtempSync(join(tmpdir(), 'sada-safe-'))
})
test.afterAll(async () => {
  await chromium.remove()
  await wire.close()
  await server.remove()
  rmSync(folder, { recursive: true, force: true })
})

/**
 * Everything a page may call that has a browser ask a person, or watches one, by object and name. Not the wake lock: nobody is asked for it, and a
 * moving picture keeps its screen on from its first moment.
 */
const asking: [path: string, name: string][] = [
  ['Notification', 'requestPermission'], ['navigator.mediaDevices', 'getUserMedia'], ['navigator.mediaDevices', 'getDisplayMedia'], ['navigator.geolocation', 'getCurrentPosition'], ['navigator.geolocation', 'watchPosition'],
  ['navigator.clipboard', 'read'], ['navigator.clipboard', 'readText'], ['navigator.clipboard', 'writeText'], ['navigator.clipboard', 'write'], ['navigator', 'share'], ['navigator', 'requestMIDIAccess'], ['navigator.credentials', 'get'], ['navigator.credentials', 'create'],
  ['PushManager.prototype', 'subscribe'], ['navigator.storage', 'persist'], ['document', 'requestStorageAccess'], ['window', 'queryLocalFonts'], ['window', 'getScreenDetails'],
  ['window', 'showOpenFilePicker'], ['window', 'showSaveFilePicker'], ['window', 'showDirectoryPicker'], ['navigator.usb', 'requestDevice'], ['navigator.hid', 'requestDevice'], ['navigator.serial', 'requestPort'], ['IdleDetector', 'requestPermission'], ['window', 'alert'], ['window', 'confirm'], ['window', 'prompt'], ['window', 'open'],
] // biome-ignore format: a list

/** Notes each of those calls, and whether it came right from a tap, before it goes on its way; and every breach of the policy. */
const spy = (page: Page): Promise<unknown> =>
  page.addInitScript((calls) => {
    const noted: { call: string; byTap: boolean }[] = []
    const breaches: string[] = []
    Object.assign(globalThis, { noted, breaches })
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      breaches.push(`${effectiveDirective} ${blockedURI}`),
    )
    for (const [path, name] of calls) {
      let owner: unknown = globalThis
      for (const part of path.split('.')) owner = (owner as Record<string, unknown> | undefined)?.[part]
      const target = owner as Record<string, unknown> | undefined
      const own = target?.[name]
      if (!target || typeof own !== 'function') continue
      target[name] = function (this: unknown, ...args: unknown[]) {
        noted.push({ call: `${path}.${name}`, byTap: navigator.userActivation.isActive })
        return own.apply(this, args)
      }
    }
  }, asking)

interface Spied {
  noted: { call: string; byTap: boolean }[]
  breaches: string[]
}

test('a whole evening: one origin hears of it, nothing is asked of the person without a tap, no breach of the policy', async () => {
  test.setTimeout(240_000)
  const page = await chromium.start()
  await page.setViewportSize({ width: 360, height: 740 })
  await spy(page)
  /** Origins that pages and workers asked, by the browser's own account of it. */
  const asked = new Set<string>()
  page.context().on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http')) asked.add(origin)
  })
  const spied: Spied = { noted: [], breaches: [] }
  const troubles: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to|TrustedScript|Permissions policy/i.test(message.text()))
      troubles.push(message.text())
  })
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  /** What was noted goes with the page: taken before each that ends. */
  const take = async () => {
    const now = await page.evaluate(() => {
      const { noted, breaches } = globalThis as unknown as Spied
      return { noted: noted.splice(0), breaches: breaches.splice(0) }
    })
    spied.noted.push(...now.noted)
    spied.breaches.push(...now.breaches)
  }
  const place = (name: string) =>
    page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
  const seconds = (media: string) =>
    page
      .locator(media)
      .first()
      .evaluate((one: HTMLMediaElement) => one.currentTime)
  const open = async (path: string) => {
    await take()
    await page.goto(server.address + path)
    await page.locator('main h1').first().waitFor()
  }

  await test.step('the first visit, until ready offline', async () => {
    await page.goto(server.address)
    await expect(ready(page)).toBeVisible({ timeout: 90_000 })
  })

  await test.step('the broadcast: words, then voice and picture, then voice only', async () => {
    wire.lost = /\/broadcast\/.*\.m4s$/
    await open('/watch')
    await expect(page.locator('.watch[data-rung="text"]')).toBeVisible()
    await expect(page.locator('.watch-line').first()).toBeVisible()
    wire.lost = null
    await expect(page.locator('.watch[data-rung="video"], .watch[data-rung="voice"]')).toBeVisible({
      timeout: 90_000,
    })
    await page.getByLabel('Voice only').check()
    await expect(page.locator('.watch[data-rung="voice"]')).toBeVisible({ timeout: 90_000 })
    const before = await seconds('video')
    await expect.poll(() => seconds('video')).toBeGreaterThan(before)
  })

  await test.step('the library: found, read in both languages, heard, seen', async () => {
    await open('/read')
    await page.getByRole('searchbox').fill('school')
    await expect(page.locator('.library-results a').first()).toBeVisible()
    await open('/read/schools')
    await choose(page, 'ur')
    await expect(page.locator('.library-text')).toContainText(/[\u0600-\u06ff]{3}/)
    await choose(page, 'en')
    await open('/read/chairs-address')
    await page.getByRole('button', { name: /^Play/ }).first().click()
    await expect.poll(() => seconds('audio')).toBeGreaterThan(1)
    await open('/read/lamp-carriers')
    await expect(page.locator('img.library-slide-image')).toBeVisible()
    await open('/read/one-tap')
    await page.getByRole('button', { name: /^Watch: / }).click()
    await expect.poll(() => seconds('video')).toBeGreaterThan(0.5)
  })

  await test.step('given: code to pay by, slip, receipt', async () => {
    await open('/give')
    await giveOnce(page)
    await expect(page.getByRole('img', { name: /^QR code/ })).toBeVisible()
    await saved(page, 'Save or share this as a picture', folder)
    await page.getByRole('button', { name: /^Copy/ }).first().click()
    await expect(page.locator('.app-status')).toHaveAttribute('data-waiting', '0', { timeout: 90_000 })
    await expect(page.getByText(/Recorded/).first()).toBeVisible()
  })

  await test.step('a pack made, saved and opened again', async () => {
    await open('/packs')
    // The browser's own window for saving is not the page's, and no test can press its button.
    await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
    await page.getByRole('button', { name: 'Make the pack' }).click()
    await expect(page.getByText('The pack is ready')).toBeVisible()
    const pack = await saved(page, 'Save as a file', folder)
    await page.locator('input[type=file]').first().setInputFiles(pack)
    await expect(page.getByRole('heading', { name: 'What is in this file' })).toBeVisible()
  })

  await test.step('this phone: its settings, discreet and not', async () => {
    await open('/phone')
    const setting = page.locator('#discreet-title').locator('..').getByRole('checkbox')
    await setting.check()
    await expect(page).toHaveTitle('Notes')
    await setting.uncheck()
    await expect(page).toHaveTitle('Sada')
  })

  await test.step('looked for a new version; without a link and back', async () => {
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    await server.stop()
    await open('/read/work')
    await expect(page.locator('.library-text')).toBeVisible()
    await open('/give')
    await page.getByRole('button', { name: /Give again|another/i }).or(page.getByRole('radio', { name: /1,500/ })).first().waitFor() // biome-ignore format: one step
    await server.start()
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await expect(page.locator('.app-status')).toContainText('Connected', { timeout: 90_000 })
    await place('Watch')
    await take()
  })

  await test.step('who heard of it', async () => {
    const kinds = (path: RegExp) => wire.heard.filter(({ url }) => path.test(url)).length
    // It was an evening indeed, and the wire heard the worker too.
    for (const path of [/\/broadcast\/.*\.m3u8/, /\/broadcast\/.*\.m4s/, /\/broadcast\/text/, /\/edition\/manifest\.json/, /\/v1\/donations/, /\/v1\/totals/, /\/notes\//, /\/sw\.js/]) // biome-ignore format: a list
      expect([String(path), kinds(path) > 0]).toEqual([String(path), true])
    expect(wire.heard.some(({ headers }) => headers['sec-fetch-dest'] === 'serviceworker')).toBe(true)
    const hosts = [...new Set(wire.heard.map(({ url }) => (URL.canParse(url) && new URL(url).host) || url))]
    const [browsers, pages] = [
      hosts.filter((host) => itsMaker.test(host)),
      hosts.filter((host) => !itsMaker.test(host)),
    ]
    await test.info().attach('the browser’s own', { body: browsers.join('\n') })
    expect(pages).toEqual([new URL(server.address).host])
    expect(asked).toEqual(new Set([server.address]))
    // No address says more than what is fetched; the one query asks for what is new of a playlist (HLS, draft-pantos-hls-rfc8216bis).
    const ours = wire.heard.filter(({ url }) => url.startsWith(server.address))
    const queries = new Set(ours.map(({ url }) => new URL(url).search))
    expect([...queries].filter((query) => query !== '' && query !== '?_HLS_skip=YES')).toEqual([])
  })

  await test.step('what was asked of the person', async () => {
    const untapped = spied.noted.filter(({ byTap }) => !byTap).map(({ call }) => call)
    // The browser's promise to keep things, which Chromium gives or not without a word.
    expect(untapped.filter((call) => call !== 'navigator.storage.persist')).toEqual([])
    const tapped = new Set(spied.noted.filter(({ byTap }) => byTap).map(({ call }) => call))
    expect([...tapped].filter((call) => !/clipboard\.writeText|share|storage\.persist/.test(call))).toEqual(
      [],
    )
    expect(spied.noted.some(({ call, byTap }) => byTap && call === 'navigator.clipboard.writeText')).toBe(
      true,
    )
    expect(spied.breaches).toEqual([])
    expect(troubles).toEqual([])
  })
})
