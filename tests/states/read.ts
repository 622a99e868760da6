import type { Page } from '@playwright/test'
import { readLockKey } from '../../src/organiser/keys/lock-keys.ts'
import { demoKeys } from '../../src/organiser/testing/source.ts'
import { codeOf } from '../../src/shared/lock/code.ts'
import { go, type Scene, type State } from './state.ts'

const field = (page: Page) => page.locator('.library-find input')

const find = async (scene: Scene, words: string) => {
  await go(scene, '/read')
  await field(scene.page).fill(words)
  await scene.page.locator('.library-results-count').waitFor()
}

const play = async (scene: Scene, path: string) => {
  await go(scene, path)
  const button = scene.page.locator('.library-play')
  await button.click()
  await scene.page.locator('.library-pace').waitFor()
}

const at = (path: string, wait: string) => async (scene: Scene) => {
  await go(scene, path)
  await scene.page.locator(wait).first().waitFor()
}

/** No edition reaches this phone. */
const noEdition = ({ page }: Scene) => page.context().route('**/edition/**', (route) => route.abort())

export const readStates: readonly State[] = [
  {
    name: 'read-empty',
    phone: 'new',
    async open(scene) {
      await noEdition(scene)
      await go(scene, '/read')
      await scene.page.locator('main .card').waitFor()
    },
  },
  {
    name: 'read-loading',
    phone: 'new',
    async open(scene) {
      await scene.page.context().route('**/edition/**', () => new Promise<void>(() => undefined))
      await go(scene, '/read')
      await scene.page.locator('main').getByText(scene.t.places.library.loading).waitFor()
    },
  },
  { name: 'read-list', main: true, open: at('/read', '.library-find') },
  {
    name: 'read-found',
    async open(scene) {
      await find(scene, scene.language === 'en' ? 'school' : 'سکول')
      await scene.page.locator('.library-hit').first().waitFor()
    },
  },
  {
    name: 'read-found-nothing',
    async open(scene) {
      await find(scene, 'zzyzx')
      await scene.page.locator('.library-results > .soft').waitFor()
    },
  },
  { name: 'read-chapter', main: true, open: at('/read/schools', '.library-text p') },
  { name: 'read-slideshow', open: at('/read/lamp-carriers', 'img.library-slide-image') },
  { name: 'read-song', open: at('/read/one-small-flame', '.library-play:enabled') },
  { name: 'read-film', open: at('/read/one-tap', '.library-poster img') },
  {
    name: 'read-speech',
    main: true,
    async open(scene) {
      await play(scene, '/read/chairs-address')
      await scene.page.locator('.library-cue[aria-current]').waitFor()
    },
  },
  {
    name: 'read-mini-player',
    async open(scene) {
      await play(scene, '/read/evening-class')
      await scene.page.locator('.app-places a[href="/read"]').click()
      await scene.page.locator('.library-mini').waitFor()
    },
  },
  { name: 'read-notice', open: at('/read/line-slow', '.library-text p') },
  { name: 'read-locked', open: at('/read/at-nine', '#locked-code') },
  {
    name: 'read-locked-wrong',
    async open(scene) {
      await at('/read/at-nine', '#locked-code')(scene)
      await scene.page.locator('#locked-code').fill('K7W2-KMFP-C075-365G-JJQX-MABH-80PX')
      await scene.page.locator('.locked-form button[type=submit]').click()
      await scene.page.locator('#locked-message:not(:empty)').waitFor()
    },
  },
  {
    name: 'read-unlocked',
    phone: 'own',
    async open(scene) {
      await at('/read/at-nine', '#locked-code')(scene)
      await scene.page.locator('#locked-code').fill(codeOf(await readLockKey(demoKeys, 'at-nine')))
      await scene.page.locator('.locked-form button[type=submit]').click()
      await scene.page.locator('.library-text p').first().waitFor()
    },
  },
  {
    name: 'read-not-here',
    phone: 'new',
    async open(scene) {
      await scene.page
        .context()
        .route(/\/edition\/.*\.(m4a|mp4)|\/edition\/sha256\//, (route) => route.abort())
      await at('/read/one-small-flame', '.library-item .notice')(scene)
    },
  },
  { name: 'read-unknown', open: at('/read/no-such-item', 'main .button') },
]
