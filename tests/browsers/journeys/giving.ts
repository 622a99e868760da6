import { readLedger } from '../../e2e/ledger.ts'
import { open, ready, type Scene, waiting } from '../scene.ts'

const give = async (scene: Scene): Promise<string> => {
  const { me, t } = scene
  await open(scene, '/give')
  await me.tap({ css: 'form label', says: /1,500/ })
  const unconfirmed = '.give-check input[aria-required="true"]:not(:checked)'
  while (await me.isThere(unconfirmed)) await me.tap(unconfirmed)
  await me.tap({ css: '.give-submit', says: /1,500/ })
  await me.see({ css: '.give-given h2', says: t.give.given.title })
  const codes = await me.browser.call(() =>
    [...document.querySelectorAll('.give-given .give-code')].map(({ textContent }) => textContent ?? ''),
  )
  const reference = codes.find((code) => /^SD( [0-9A-Z]{4}){3} \d\d$/.test(code))
  if (!reference) throw new Error(`no reference among ${codes}`)
  return reference
}

/** A donation without a server is kept, outlives the tab and the browser, and is recorded once, with its receipt. */
export const giving = async (scene: Scene): Promise<void> => {
  const { t, world, engine } = scene
  await open(scene, '/packs')
  await scene.me.see(ready)
  await world.stop()
  try {
    const reference = await give(scene)
    await scene.me.see(waiting(1))
    await scene.me.see({ css: '.give-given [role="img"], .give-given img', says: t.payment.codeLabel })
    await scene.shoot('given')
    await scene.me.browser.freshTab()
    await open(scene, '/give')
    await scene.me.see(waiting(1))
    if (engine.keeps) {
      await scene.restart()
      await open(scene, '/give')
      await scene.me.see(waiting(1))
      await scene.me.see({ css: '.give-item .give-code', says: reference })
    }
  } finally {
    await world.serve()
  }
  // No button is pressed: opening the app is enough.
  await open(scene, '/give')
  const { me } = scene
  await me.see(waiting(0))
  await me.see({ css: '.give-item .tag-good', says: t.give.list.state.recorded })
  await me.tap({ css: '.give-item button', says: t.courier.receipt })
  await me.see('.give-receipt')
  await scene.shoot('recorded')
  const rows = readLedger(world.data)
  const [row] = rows
  if (
    rows.length !== 1 ||
    row?.minor !== 150_000 ||
    row.currency !== 'PKR' ||
    row.receipt.split('.').length !== 3
  )
    throw new Error(`the ledger has ${JSON.stringify(rows)}`)
  // With the link there, the next one is recorded while one looks.
  await give(scene)
  await me.see({ css: '.give-given', says: t.give.given.recorded })
  if (readLedger(world.data).length !== 2) throw new Error('the second donation is not in the ledger')
}
