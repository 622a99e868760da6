import { open, ready, type Scene } from '../scene.ts'

/**
 * The app is left and opened again before it has come to rest, over and over. A browser that keeps left pages aside must not keep what
 * they were at: the next page's donations and editions would wait behind it.
 */
export const leaving = async (scene: Scene): Promise<void> => {
  const { me, world, t } = scene
  await open(scene, '/packs')
  await me.see(ready)
  for (let times = 0; times < 6; times++)
    for (const path of ['/give', '/no/such/page', '/read/water']) {
      await me.browser.go(world.address + path)
      await me.see('main h1')
    }
  await open(scene, '/give')
  await me.see({ css: '.give-submit', says: t.give.submit })
  await open(scene, '/packs')
  await me.see(ready)
}
