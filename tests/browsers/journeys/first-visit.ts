import { places } from '../../e2e/shell-world.ts'
import { choose, open, ready, type Scene, toPlace } from '../scene.ts'

/** Somebody opens the address for the first time: four places, the broadcast, and the phone is ready offline. */
export const firstVisit = async (scene: Scene): Promise<void> => {
  const { me, t, language, world } = scene
  await me.browser.go(world.address)
  await me.see('main h1')
  await choose(scene, language)
  for (const place of [...places].reverse()) {
    await toPlace(scene, place)
    const wide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth
    if (await me.browser.call(wide)) throw new Error(`${place} scrolls sideways`)
    if (place !== 'watch') await scene.shoot(place)
  }

  // The last of them is the broadcast. Where sound may not start by itself there is a button for it.
  await me.see({ css: '.watch[data-phase="ready"]' })
  if (await me.isThere({ css: '.watch-start', says: t.watch.play })) {
    scene.notes.add('sound')
    await scene.shoot('watch-start')
    await me.tap('.watch-start')
  }
  await me.see('.watch[data-rung="video"]')
  await me.until('the broadcast runs', () => (document.querySelector('video')?.currentTime ?? 0) > 0)
  const heard = await me.browser.call(() => document.querySelector('video')?.currentTime ?? 0)
  await me.until(
    'the broadcast goes on',
    (from) => (document.querySelector('video')?.currentTime ?? 0) > from + 2,
    heard,
  )
  await me.until('its words run beside it', () => document.querySelectorAll('.watch-lines li').length > 0)
  await scene.shoot('watch')

  await open(scene, '/packs')
  await me.see(ready)
  await me.see({ css: 'main h2', says: t.packs.complete })
  await me.see({ css: 'main h2', says: t.exchange.make.title })
  await scene.shoot('packs-whole')
}
