import { vi } from 'vitest'
import type { Offline } from '../../shared/offline.ts'
import type { SoundTurn } from '../../shared/sound-turn.ts'
import { LibraryScreen } from '../LibraryScreen.tsx'
import { show, testReader } from '../test-reader.tsx'

/** For tests only: jsdom plays nothing, so a media element is made to say what it was told. */
export const fakeMedia = () => {
  const set = (media: HTMLMediaElement, paused: boolean) => {
    Object.defineProperty(media, 'paused', { value: paused, configurable: true })
    media.dispatchEvent(new Event(paused ? 'pause' : 'play'))
  }
  vi.spyOn(HTMLMediaElement.prototype, 'load').mockImplementation(() => {})
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(function (this: HTMLMediaElement) {
    if (!this.paused) set(this, true)
  })
  return vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(async function (
    this: HTMLMediaElement,
  ) {
    if (Number.isNaN(this.duration)) {
      Object.defineProperty(this, 'duration', { value: 95, configurable: true })
      this.dispatchEvent(new Event('loadedmetadata'))
    }
    set(this, false)
  })
}

/** For tests only: a phone that notes what is asked of it and does as `wanted` and `arriving` say. */
export const fakeOffline = (change: Partial<Offline> = {}): Offline & { asked: string[] } => {
  const asked: string[] = []
  return {
    asked,
    arriving: () => 0,
    wants: () => false,
    get: async (paths) => void asked.push(`get ${paths.join(' ')}`),
    leave: async (paths) => void asked.push(`leave ${paths.join(' ')}`),
    remove: async (paths) => {
      asked.push(`remove ${paths.join(' ')}`)
      return async () => void asked.push('undo')
    },
    ...change,
  }
}

/** Shows a path of the library, and goes to another as the app would. */
export const openLibrary = (
  path: string,
  {
    missing = [] as string[],
    language = 'en' as 'en' | 'ur',
    offline = null as Offline | null,
    sound = { stop: null } as SoundTurn,
  } = {},
) => {
  let reader = testReader(missing)
  const screenAt = (where: string) => (
    <LibraryScreen reader={reader} loading={false} path={where} offline={offline} sound={sound} />
  )
  const shown = show(screenAt(path), language)
  return {
    ...shown,
    go: (where: string) => shown.rerender(screenAt(where)),
    /** Everything has come. */
    arrive() {
      reader = testReader()
      shown.rerender(screenAt(path))
    },
  }
}
