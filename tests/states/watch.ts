import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page, Route } from '@playwright/test'
import { programmeNow } from '../e2e/programme-now.ts'
import type { World } from '../e2e/shell-world.ts'
import { go, type Scene, type State } from './state.ts'

/** Lets through what of the broadcast `wanted` says; the rest does not come. */
const letThrough = (page: Page, wanted: (path: string) => boolean) =>
  page.route('**/broadcast/**', (route) =>
    wanted(new URL(route.request().url()).pathname) ? route.continue() : route.abort(),
  )

const playing = async (scene: Scene, rung: string) => {
  await go(scene, '/watch')
  await scene.page.locator(`.watch[data-rung="${rung}"]`).waitFor()
  // A few lines of what is said.
  await scene.page.locator('.watch-line').nth(2).waitFor()
}

/** The voice comes for three segments and no longer, whichever is asked for first. */
const cutSoon = (page: Page) => {
  let last: number | null = null
  return letThrough(page, (path) => {
    const [, number] = /\/voice-\w+\/s(\d+)\.m4s$/.exec(path) ?? []
    if (number === undefined) return /\.m3u8$|\/init\.mp4$|\/text-/.test(path)
    last ??= Number(number) + 2
    return Number(number) <= last
  })
}

/** The broadcast plays and its later parts have come. */
const withMenus = async (scene: Scene) => {
  await go(scene, '/watch')
  await scene.page.locator('.watch[data-playing="true"][data-rung^="v"]').waitFor()
  await scene.page.locator('.watch-line').nth(2).waitFor()
  await scene.page.locator('.watch-tools').waitFor()
}

/** As an earlier visit has left it in this browser: what was used of a limit, or a place. */
const left = (page: Page, key: string, value: (now: number) => object) =>
  page.addInitScript(([name, text]) => localStorage.setItem(name, text), [
    key,
    JSON.stringify(value(Date.now())),
  ] as const)

const openMenu = async (scene: Scene, at: number) => {
  await withMenus(scene)
  await scene.page.locator('.watch-tools [aria-haspopup="menu"]').nth(at).click()
  await scene.page.locator('.watch-menu').waitFor()
}

/** A fault of every answer of the broadcast, from when somebody listens on, and what is said of it. */
const trouble = async (scene: Scene, kind: string, fault: (route: Route) => Promise<void>) => {
  await withMenus(scene)
  await scene.page.route('**/broadcast/**', fault)
  await scene.page.locator(`[data-trouble="${kind}"]`).waitFor()
  await scene.page.locator('.watch-trouble').scrollIntoViewIfNeeded()
}

/** Playlists as they were when they were first asked for: the speaker says no more. */
const stand = () => {
  const first = new Map<string, Promise<string>>()
  return async (route: Route) => {
    const path = new URL(route.request().url()).pathname
    if (!path.endsWith('index.m3u8')) return route.continue()
    const text = first.get(path) ?? route.fetch().then((answer) => answer.text())
    first.set(path, text)
    await route.fulfill({ contentType: 'application/vnd.apple.mpegurl', body: await text })
  }
}

/** The sheet that tells of the mirrors, from what is said to be wrong. */
const openSheet = async ({ page, t }: Scene) => {
  await page.getByRole('button', { name: t.broken.open }).click()
  await page.locator('.sheet [data-mirror]').waitFor()
}

/** What was kept of the voice so far, pieces. */
const kept = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('sada-kept')
        opening.onerror = () => resolve(0)
        opening.onsuccess = () => {
          const db = opening.result
          const done = (count: number) => {
            db.close()
            resolve(count)
          }
          if (!db.objectStoreNames.contains('facts')) return done(0)
          const asked = db.transaction('facts').objectStore('facts').getAllKeys()
          asked.onsuccess = () => done(asked.result.filter((key) => String(key).includes('voice')).length)
        }
      }),
  )

/** What earlier states have left on a phone that many share: a place, choices, the voice that was kept. */
const forget = (page: Page) =>
  page.addInitScript(() => {
    for (const key of Object.keys(localStorage))
      if (key.startsWith('sada-watch-')) localStorage.removeItem(key)
    indexedDB.deleteDatabase('sada-kept')
  })

const states: readonly State[] = [
  {
    name: 'watch-connecting',
    async open(scene) {
      await scene.page.route('**/broadcast/**', () => new Promise<void>(() => undefined))
      await go(scene, '/watch')
      await scene.page.locator('.watch-controls').waitFor()
    },
  },
  { name: 'watch-video', main: true, open: (scene) => playing(scene, 'video') },
  {
    name: 'watch-voice',
    async open(scene) {
      // As the browser's own data saver has it: a picture that is bought already would be shown out first.
      const wire = await scene.page.context().newCDPSession(scene.page)
      await wire.send('Emulation.setDataSaverOverride', { dataSaverEnabled: true })
      await playing(scene, 'voice')
    },
  },
  {
    name: 'watch-paused',
    async open(scene) {
      await go(scene, '/watch')
      await scene.page.locator('.watch[data-playing="true"][data-rung^="v"]').waitFor()
      await scene.page.locator('.watch-buttons .button-main').click()
      await scene.page.locator('.watch[data-playing="false"]').waitFor()
    },
  },
  {
    name: 'watch-text',
    async open(scene) {
      await letThrough(scene.page, (path) => /\.m3u8$|\/text-/.test(path))
      await playing(scene, 'text')
    },
  },
  {
    name: 'watch-cut',
    slow: true,
    async open(scene) {
      await cutSoon(scene.page)
      await go(scene, '/watch')
      await scene.page.locator('.watch .notice-warn').waitFor()
    },
  },
  {
    name: 'watch-stored',
    async open(scene) {
      await letThrough(scene.page, (path) => path.endsWith('.m3u8'))
      await go(scene, '/watch')
      await scene.page.locator('.watch-meanwhile').waitFor()
    },
  },
  {
    name: 'watch-unreachable',
    main: true,
    async open(scene) {
      await letThrough(scene.page, () => false)
      await go(scene, '/watch')
      await scene.page.locator('.watch[data-phase="unreachable"] .watch-meanwhile').waitFor()
    },
  },
  {
    name: 'watch-ended',
    slow: true,
    async open(scene) {
      await scene.page.route(/\/broadcast\/.*index\.m3u8/, async (route) => {
        const answer = await route.fetch({ url: route.request().url().replace(/\?.*/, '') })
        await route.fulfill({ response: answer, body: `${await answer.text()}#EXT-X-ENDLIST\n` })
      })
      await playing(scene, 'video')
      await scene.page.locator('.watch-seek input').press('End')
      await scene.page.locator('.watch[data-phase="ended"]').waitFor()
    },
  },
  {
    name: 'watch-rungs',
    // What a rung costs is known once some of it has come.
    open: (scene) => openMenu(scene, 0),
  },
  { name: 'watch-speeds', open: (scene) => openMenu(scene, 1) },
  { name: 'watch-languages', open: (scene) => openMenu(scene, 2) },
  {
    name: 'watch-keys',
    async open(scene) {
      await withMenus(scene)
      await scene.page.keyboard.press('?')
      await scene.page.locator('.watch-keys').waitFor()
    },
  },
  {
    name: 'watch-found',
    async open(scene) {
      await withMenus(scene)
      await scene.page.locator('.watch-find input').fill(scene.language === 'ur' ? 'ہے' : 'we')
      await scene.page.locator('.watch-line mark').first().waitFor()
    },
  },
  {
    name: 'watch-captions',
    async open(scene) {
      await scene.page.addInitScript(() => localStorage.setItem('sada-watch-captions', 'yes'))
      await withMenus(scene)
      await scene.page.locator('.watch-captions span').waitFor()
    },
  },
  {
    name: 'watch-meter',
    async open(scene) {
      await withMenus(scene)
      await scene.page.locator('.watch-meter summary').click()
      await scene.page.locator('.watch-meter select').selectOption('own')
      await scene.page.locator('.watch-own-cap input').fill('much')
      await scene.page.locator('.watch-own-cap button').click()
      await scene.page.locator('.watch-cap-wrong').waitFor()
    },
  },
  {
    name: 'watch-limit',
    async open(scene) {
      await left(scene.page, 'sada-watch-data', (at) => ({ cap: 10e6, used: 10e6, at }))
      await withMenus(scene)
      await scene.page.locator('.watch-asks').waitFor()
    },
  },
  {
    name: 'watch-resumed',
    async open(scene) {
      await left(scene.page, 'sada-watch-place', (at) => ({ position: at - 100_000, at }))
      await withMenus(scene)
      await scene.page.locator('.watch-lag .notice').waitFor()
    },
  },
  {
    name: 'watch-catching-up',
    async open(scene) {
      await left(scene.page, 'sada-watch-place', (at) => ({ position: at - 100_000, at }))
      await scene.page.addInitScript(() => localStorage.setItem('sada-watch-catch-up', 'yes'))
      await withMenus(scene)
      await scene.page.locator('.watch-lag [aria-pressed="true"]').waitFor()
    },
  },
  {
    name: 'watch-words-only',
    async open(scene) {
      await openMenu(scene, 0)
      await scene.page.locator('.watch-menu-item').last().click()
      await scene.page.locator('.watch[data-rung="text"]').waitFor()
    },
  },
  {
    name: 'watch-chapters',
    phone: 'new',
    async open(scene) {
      const edition = mkdtempSync(join(tmpdir(), 'sada-states-'))
      await programmeNow({ edition } as World, 4)
      await scene.page.context().route('**/edition/**', (route) => {
        const path = new URL(route.request().url()).pathname.replace('/edition/', '')
        return route.fulfill({ body: readFileSync(join(edition, path)) })
      })
      await withMenus(scene)
      await scene.page.locator('.watch-chapter').waitFor()
      await scene.page.locator('.watch-tools [aria-haspopup="menu"]').nth(3).click()
      await scene.page.locator('.watch-menu').waitFor()
    },
  },
  {
    name: 'watch-costs',
    async open(scene) {
      await left(scene.page, 'sada-watch-data', (at) => ({ cap: 25e6, used: 3e6, at }))
      await withMenus(scene)
      await scene.page.locator('.watch-meter summary').click()
      await scene.page.locator('.watch-data').last().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'watch-near-limit',
    async open(scene) {
      await left(scene.page, 'sada-watch-data', (at) => ({ cap: 10e6, used: 8.8e6, at }))
      await withMenus(scene)
      await scene.page.getByText(scene.t.player.data.near).waitFor()
    },
  },
  {
    name: 'watch-kept',
    slow: true,
    phone: 'own',
    async open(scene) {
      const { page } = scene
      await withMenus(scene)
      while ((await kept(page)) < 8) await page.waitForTimeout(500)
      await page.route('**/broadcast/**', (route) => route.abort())
      await page.reload()
      await page.locator('.watch[data-rung="stored"][data-playing="true"]').waitFor()
      await page.locator('[data-trouble]').waitFor()
    },
  },
  {
    name: 'watch-saved',
    async open(scene) {
      await withMenus(scene)
      const part = scene.page.locator('[aria-labelledby="watch-save"]')
      // Pieces are kept some seconds after they came.
      await scene.page.waitForTimeout(6000)
      await part.locator('> .button').click()
      await part.locator('.notice').waitFor()
      await part.scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'watch-lost',
    async open(scene) {
      await left(scene.page, 'sada-watch-place', (at) => ({ position: at - 1_500_000, at }))
      await withMenus(scene)
      await scene.page.locator('.watch-trouble .notice').waitFor()
      await scene.page.locator('.watch-trouble').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'watch-trouble-offline',
    phone: 'own',
    async open(scene) {
      await withMenus(scene)
      await scene.page.context().setOffline(true)
      await scene.page.locator('[data-trouble="phone-offline"]').waitFor()
      await scene.page.locator('.watch-trouble').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'watch-trouble-portal',
    open: (scene) =>
      trouble(scene, 'portal', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<h1>Log in</h1>' }),
      ),
  },
  {
    name: 'watch-trouble-link-dead',
    open: (scene) => trouble(scene, 'link-dead', (route) => route.abort()),
  },
  {
    name: 'watch-trouble-origin-gone',
    open: (scene) => trouble(scene, 'origin-gone', (route) => route.fulfill({ status: 503 })),
  },
  {
    name: 'watch-trouble-speaker-cut',
    slow: true,
    open: (scene) => trouble(scene, 'speaker-cut', stand()),
  },
  {
    name: 'watch-broken-sheet',
    async open(scene) {
      await trouble(scene, 'portal', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<h1>Log in</h1>' }),
      )
      await openSheet(scene)
    },
  },
  {
    name: 'watch-unreachable-why',
    async open(scene) {
      await scene.page.route('**/broadcast/**', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<h1>Log in</h1>' }),
      )
      await go(scene, '/watch')
      await scene.page.locator('.watch[data-phase="unreachable"] [data-trouble]').waitFor()
    },
  },
  {
    name: 'watch-unsupported',
    async open(scene) {
      await scene.page.addInitScript(() => {
        for (const name of ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource'])
          Object.defineProperty(window, name, { value: undefined })
        // Chromium plays HLS by itself as well, since version 142.
        HTMLMediaElement.prototype.canPlayType = () => ''
      })
      await go(scene, '/watch')
      await scene.page.locator('.watch .notice-bad').waitFor()
      await scene.page.locator('.watch-line').first().waitFor()
    },
  },
]

export const watchStates: readonly State[] = states.map((state) =>
  state.phone
    ? state
    : {
        ...state,
        async open(scene) {
          await forget(scene.page)
          await state.open(scene)
        },
      },
)
