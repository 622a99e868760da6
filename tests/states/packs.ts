import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { go, type Scene, type State } from './state.ts'

const packs = async (scene: Scene) => {
  await go(scene, '/packs')
  await scene.page.locator('#packs-open').waitFor()
}

const section = ({ page }: Scene, id: string) => page.locator(`section[aria-labelledby="${id}"]`)

const make = async (scene: Scene) => {
  await packs(scene)
  const making = section(scene, 'packs-make')
  await making.locator('.button-main').click()
  await making.locator('.packs-key').waitFor()
  return making
}

/** A pack as this phone makes it, carried as a file. */
const carried = async (scene: Scene): Promise<string> => {
  await scene.page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  const making = await make(scene)
  const { make: t } = scene.t.exchange
  const coming = scene.page.waitForEvent('download')
  await making.getByRole('button', { name: t.save }).click()
  const download = await coming
  const file = join(mkdtempSync(join(tmpdir(), 'sada-states-')), download.suggestedFilename())
  await download.saveAs(file)
  return file
}

const scrollTo = async (scene: Scene, id: string) => {
  await scene.page.locator(`#${id}`).evaluate((heading) => heading.scrollIntoView({ block: 'start' }))
}

const askToErase = async (scene: Scene) => {
  await packs(scene)
  const { room } = scene.t.exchange
  await scene.page.getByRole('button', { name: room.erase }).click()
  await scene.page.locator('.packs-erase .packs-confirm').scrollIntoViewIfNeeded()
}

export const packsStates: readonly State[] = [
  {
    name: 'packs-empty',
    phone: 'new',
    async open(scene) {
      await scene.page.context().route('**/edition/**', (route) => route.abort())
      await packs(scene)
      await scene.page.locator('.packs > .notice').waitFor()
    },
  },
  {
    name: 'packs-coming',
    phone: 'new',
    async open(scene) {
      await scene.page.context().route(/\/edition\/.*\.(m4a|mp4)/, () => new Promise<void>(() => undefined))
      await packs(scene)
      await scene.page.locator('.packs-sync progress').waitFor()
    },
  },
  { name: 'packs-ready', main: true, open: packs },
  {
    name: 'packs-make',
    async open(scene) {
      await packs(scene)
      await scene.page.locator('.packs-kind-details summary').first().click()
      await scrollTo(scene, 'packs-make')
    },
  },
  {
    name: 'packs-made',
    async open(scene) {
      await make(scene)
      await scrollTo(scene, 'packs-make')
    },
  },
  {
    name: 'packs-open',
    async open(scene) {
      const file = await carried(scene)
      await scene.page.locator('input[type=file]').setInputFiles(file)
      await section(scene, 'packs-open').locator('.packs-key').first().waitFor()
      await scrollTo(scene, 'packs-open')
    },
  },
  {
    name: 'packs-refused',
    async open(scene) {
      await packs(scene)
      const file = join(mkdtempSync(join(tmpdir(), 'sada-states-')), 'photo.html')
      writeFileSync(file, '<p>Not a pack.</p>')
      await scene.page.locator('input[type=file]').setInputFiles(file)
      await section(scene, 'packs-open').locator('.notice-bad').waitFor()
      await scrollTo(scene, 'packs-open')
    },
  },
  {
    name: 'packs-room',
    async open(scene) {
      await packs(scene)
      await scene.page.locator('.packs-room .packs-kind-details summary').click()
      await scrollTo(scene, 'packs-room')
    },
  },
  { name: 'packs-erase', open: askToErase },
  {
    name: 'packs-erased',
    phone: 'own',
    async open(scene) {
      await askToErase(scene)
      await scene.page.locator('.packs-danger').click()
      await scene.page.locator('.packs-erase .notice').waitFor()
      await scene.page.locator('.packs-erase').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'packs-blocked',
    phone: 'blocked',
    async open(scene) {
      await packs(scene)
      await scene.page.locator('.packs > .notice').waitFor()
    },
  },
]
