import { open, ready, type Scene } from '../scene.ts'

/** Speech and film out of the store; where the browser has no codec for them it says so, and the words are whole. */
export const recordings = async (scene: Scene): Promise<void> => {
  const { me, t } = scene
  const plays = await me.browser.call(
    () => document.createElement('audio').canPlayType('audio/mp4; codecs="mp4a.40.2"') !== '',
  )
  for (const [item, media, play] of [
    ['chairs-address', 'audio', '.library-play'],
    ['one-tap', 'video', '.library-poster'],
  ] as const) {
    await open(scene, `/read/${item}`)
    await me.see(ready)
    await me.tap({ css: play })
    if (plays)
      await me.until(
        `${item} has a length`,
        (name) => ((document.querySelector(name) as HTMLMediaElement | null)?.duration ?? 0) > 1,
        media,
      )
    else {
      scene.notes.add('recordings')
      await me.see({ css: '[role="alert"]', says: t.desk.listen.cannotPlay })
    }
  }
  await scene.shoot('film')
}
