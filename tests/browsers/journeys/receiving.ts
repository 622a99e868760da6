import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { choose, open, ready, type Scene } from '../scene.ts'

/** A phone that reaches no edition takes a friend's pack, made in another browser, and reads it with no server at all. */
export const receiving = async (scene: Scene): Promise<void> => {
  const { me, t, engine, language, world, downloads, passedOn } = scene
  const others = [...passedOn].filter(([maker]) => maker !== engine.key)
  const [, pack] = others[0] ?? [...passedOn][0] ?? []
  if (!pack) throw new Error('no browser of this run has made a pack')
  // The app is served, editions are not.
  rmSync(join(world.edition, 'manifest.json'))
  await open(scene, '/packs')
  await choose(scene, language)
  await me.see({ css: 'h2', says: t.packs.empty })
  await me.see({ css: 'h2', says: t.exchange.open.title })
  await me.browser.call(() => navigator.serviceWorker.ready.then(() => undefined))

  const bytes = readFileSync(pack)
  const words = bytes.indexOf('## What we promise', bytes.indexOf('PK\u0003\u0004'))
  bytes[words + 3] = (bytes[words + 3] ?? 0) ^ 1
  const changed = join(downloads, 'changed.html')
  writeFileSync(changed, bytes)
  const field = () => me.see('input[type="file"]')
  const take = { css: '.packs-exchange button', says: t.exchange.open.take }
  await me.browser.attach(await field(), changed)
  await me.tap(take)
  await me.see({ css: '.packs-exchange [role="alert"]', says: t.problems.hash })
  await scene.shoot('refused')

  await me.browser.attach(await field(), pack)
  await me.see({ css: 'h3', says: t.exchange.open.found })
  await scene.shoot('found')
  await me.tap(take)
  await me.see({ css: '.packs-exchange', says: t.exchange.open.taken })
  await me.see(ready)

  // The code that opens packs is kept a moment after the words are.
  await me.until('the code of packs is kept', async () => {
    const kept = (await (await caches.open('sada-player')).keys()).map(({ url }) => url)
    return [/Exchange-.*js$/, /Exchange-.*css$/, /sha2-/].every((late) => kept.some((url) => late.test(url)))
  })

  await world.stop()
  await open(scene, '/read/schools')
  await me.until(
    'the chapter reads',
    () => (document.querySelector('main article')?.textContent ?? '').length > 600,
  )
  await open(scene, '/packs')
  await me.browser.attach(await field(), pack)
  await me.see({ css: 'dd', says: t.exchange.open.freshNone })
}
