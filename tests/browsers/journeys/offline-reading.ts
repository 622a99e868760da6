import { choose, open, ready, type Scene, toPlace } from '../scene.ts'

/** Runs in the page: the words of a chapter stand there, in the script of the language. */
const reads = (language: string): boolean => {
  const words = document.querySelector('main article')?.textContent ?? ''
  return words.length > 600 && (language === 'ur' ? /[\u0600-\u06ff]{3}/ : /[a-z]{4}/).test(words)
}

/** The server is gone: the app opens, a chapter reads in both languages, a speech is heard, pictures are seen. */
export const offlineReading = async (scene: Scene): Promise<void> => {
  const { me, t, language, world } = scene
  await open(scene, '/packs')
  await me.see(ready)
  await world.stop()
  try {
    await me.browser.reload()
    await toPlace(scene, 'read')
    await scene.shoot('offline-read')
    await me.tap('main a[href="/read/schools"]')
    await me.until('the chapter reads', reads, language)
    await scene.shoot('chapter')
    const other = language === 'en' ? 'ur' : 'en'
    await choose(scene, other)
    await me.until('the chapter reads in the other language', reads, other)
    await choose(scene, language)

    await open(scene, '/read/chairs-address')
    await me.see(ready)
    await me.tap('.library-play:enabled')
    await me.until('the speech is heard', () => (document.querySelector('audio')?.currentTime ?? 0) > 1)
    await me.until(
      'out of the store',
      () => document.querySelector('audio')?.currentSrc.startsWith('blob:') ?? false,
    )
    await scene.shoot('speech')

    await open(scene, '/read/lamp-carriers')
    await me.until(
      'the picture is seen',
      () => (document.querySelector<HTMLImageElement>('.library-slide img')?.naturalWidth ?? 0) > 0,
    )

    // A new tab, at an address that was never opened before.
    await me.browser.freshTab()
    await open(scene, '/read/water')
    await me.until('another chapter reads in another tab', reads, language)
    await me.browser.go(`${world.address}/no/such/page`)
    await me.see({ css: 'main h1', says: t.pages.notFound })
  } finally {
    await world.serve()
  }
}
