import { go, type Scene, type State } from './state.ts'

const form = async (scene: Scene) => {
  await go(scene, '/give')
  await scene.page.locator('.give-form').waitFor()
}

/** The least that is asked for: an amount and what the law wants confirmed. */
const fill = async ({ page }: Scene) => {
  await page.locator('[data-field="preset"] input').nth(1).check()
  for (const box of await page.locator('.give-check-field input').all()) await box.check()
}

const give = async (scene: Scene) => {
  await form(scene)
  await fill(scene)
  await scene.page.locator('.give-submit').click()
  await scene.page.locator('.give-given').waitFor()
}

/** What was sent, broken on the way: the gateway's own refusal is what parks it. */
const breakBodies = ({ page }: Scene) =>
  page.context().route('**/v1/donations', (route) => {
    const body = route.request().postData() ?? ''
    return route.continue({ postData: body.slice(0, -20) })
  })

const inList = async (scene: Scene, state: string) => {
  await scene.page.locator('.give-items .tag', { hasText: state }).waitFor()
  await scene.page.locator('.give-list').scrollIntoViewIfNeeded()
}

export const giveStates: readonly State[] = [
  {
    name: 'give-no-edition',
    phone: 'new',
    async open(scene) {
      await scene.page.context().route('**/edition/**', (route) => route.abort())
      await go(scene, '/give')
      await scene.page.locator('main .notice').waitFor()
    },
  },
  { name: 'give-form', main: true, open: form },
  {
    name: 'give-errors',
    phone: 'own',
    async open(scene) {
      await form(scene)
      await scene.page.locator('#give-own').fill('abc')
      await scene.page.locator('.give-submit').click()
      await scene.page.locator('.give-summary').waitFor()
    },
  },
  {
    name: 'give-pledge-overseas',
    phone: 'own',
    async open(scene) {
      await form(scene)
      await scene.page.locator('[data-field="currency"] input').nth(1).check()
      await scene.page.locator('[data-field="commitment"] input').nth(1).check()
      await scene.page.locator('[data-field="residence"] input').nth(1).check()
      await scene.page.locator('#give-due').waitFor()
    },
  },
  {
    name: 'give-given',
    main: true,
    phone: 'own',
    open: (scene) => give(scene).then(() => scene.page.locator('.give-given .give-qr').waitFor()),
  },
  {
    name: 'give-stale',
    phone: 'own',
    async open(scene) {
      await scene.page.clock.setFixedTime('2028-06-01T12:00:00Z')
      await form(scene)
      await fill(scene)
      await scene.page.locator('.give-submit').click()
      await scene.page.locator('.give-given .notice-warn').waitFor()
    },
  },
  {
    name: 'give-waiting',
    phone: 'own',
    server: 'gone',
    async open(scene) {
      await give(scene)
      await scene.page.reload()
      await inList(scene, scene.t.places.give.list.state.sealed)
    },
  },
  {
    name: 'give-take-back',
    phone: 'own',
    server: 'gone',
    async open(scene) {
      await give(scene)
      await scene.page.reload()
      await scene.page.getByRole('button', { name: scene.t.places.give.list.cancel }).click()
      await scene.page.locator('.give-cancel').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'give-parked',
    phone: 'own',
    async open(scene) {
      await breakBodies(scene)
      await give(scene)
      await scene.page.reload()
      await inList(scene, scene.t.places.give.list.state.parked)
    },
  },
  {
    name: 'give-receipt',
    phone: 'own',
    async open(scene) {
      await give(scene)
      await scene.page
        .locator('.give-items .tag', { hasText: scene.t.places.give.list.state.recorded })
        .waitFor()
      await scene.page.reload()
      await scene.page.getByRole('button', { name: scene.t.courier.receipt, exact: true }).click()
      await scene.page.locator('.give-receipt').scrollIntoViewIfNeeded()
    },
  },
]
