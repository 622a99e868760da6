import type { Page } from '@playwright/test'
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

export const watchStates: readonly State[] = [
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
      await scene.page.locator('.watch-cap select').selectOption('own')
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
    name: 'watch-unsupported',
    async open(scene) {
      await scene.page.addInitScript(() => {
        for (const name of ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource'])
          Object.defineProperty(window, name, { value: undefined })
      })
      await go(scene, '/watch')
      await scene.page.locator('.watch .notice-bad').waitFor()
      await scene.page.locator('.watch-line').first().waitFor()
    },
  },
]
