import { places } from '../../e2e/shell-world.ts'
import { playsBroadcast } from '../facts.ts'
import { choose, open, ready, type Scene, toPlace } from '../scene.ts'

/** Sound that may not start by itself waits behind a button; a language tapped before is leave enough. */
const startsOrAsks = async ({ me, t, notes }: Scene): Promise<void> => {
  const start = { css: '.watch-start', says: t.watch.play }
  await me.await('the broadcast neither starts nor asks to be started', async () => {
    if (await me.isThere({ css: '.watch .notice', says: t.problems.autoplay })) notes.add('sound')
    return notes.has('sound') ? me.isThere(start) : (await me.browser.call(playedTo)) > 0
  })
}

const playedTo = (): number => document.querySelector('video')?.currentTime ?? 0

const broadcastPlays = async ({ me, t }: Scene): Promise<void> => {
  const start = { css: '.watch-start', says: t.watch.play }
  if (await me.isThere(start)) await me.tap(start)
  await me.see('.watch[data-rung="video"]')
  const heard = await me.browser.call(playedTo)
  await me.until(
    'the broadcast does not go on',
    (from) => (document.querySelector('video')?.currentTime ?? 0) > from + 2,
    heard,
  )
}

/** Somebody opens the address for the first time: four places, the broadcast, and the phone is ready offline. */
export const firstVisit = async (scene: Scene): Promise<void> => {
  const { me, t, language, world } = scene
  await me.browser.go(world.address)
  await me.see('main h1')
  await choose(scene, language)
  const codecs = await me.browser.call(playsBroadcast)
  if (codecs) await startsOrAsks(scene)
  for (const place of [...places].reverse()) {
    await toPlace(scene, place)
    const wide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth
    if (await me.browser.call(wide)) throw new Error(`${place} scrolls sideways`)
    if (place !== 'watch') await scene.shoot(place)
  }

  // The last of them is the broadcast.
  await me.see('.watch[data-phase="ready"]')
  if (codecs) await broadcastPlays(scene)
  else {
    await me.see({ css: '.watch .notice', says: t.problems['media-unsupported'] })
    await me.see({ css: '.watch-instead', says: t.watch.wordsOnly })
  }
  await me.until('its words run', () => document.querySelectorAll('.watch-lines li').length > 1)
  await scene.shoot('watch')

  await open(scene, '/packs')
  await me.see(ready)
  await me.see({ css: 'main h2', says: t.packs.complete })
  await me.see({ css: 'main h2', says: t.exchange.make.title })
  await scene.shoot('packs-whole')
}
