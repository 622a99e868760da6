import { publish } from '../e2e/publish.ts'
import { go, type Scene, type State } from './state.ts'

/** What belongs to no place: the page about this phone, what is not there, what broke, and a version to come. */
export const appStates: readonly State[] = [
  { name: 'phone', main: true, open: (scene) => go(scene, '/phone') },
  { name: 'not-found', open: (scene) => go(scene, '/no/such/page') },
  {
    name: 'crashed',
    async open(scene: Scene) {
      // A browser without dates: the edition's facts cannot be drawn.
      await scene.page.addInitScript(() => Object.defineProperty(Intl, 'DateTimeFormat', { value: null }))
      await scene.page.goto(`${scene.world.address}/packs`)
      await scene.page.locator('main .notice-bad .button').waitFor()
    },
  },
  {
    // The last one: the app is another one from here on.
    name: 'update',
    phone: 'own',
    async open(scene) {
      await go(scene, '/read')
      await publish(scene.world, `next${scene.language}`)
      await scene.page.evaluate(() => dispatchEvent(new Event('online')))
      await scene.page.getByRole('button', { name: scene.t.places.pages.updateNow }).waitFor()
    },
  },
]
