// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { discreetKey } from '../../ui/chosen.ts'
import { nine, type TestPlayer, testPlayer } from '../testing.tsx'
import { type Described, useLockScreen } from './lock-screen.ts'

/** A fake: jsdom has no lock screen. It remembers what it was told. */
let session: {
  metadata: { title?: string } | null
  handlers: Map<string, ((details: object) => void) | null>
  positions: (MediaPositionState | undefined)[]
}

beforeEach(() => {
  session = { metadata: null, handlers: new Map(), positions: [] }
  vi.stubGlobal(
    'MediaMetadata',
    class {
      constructor(given: object) {
        Object.assign(this, given)
      }
    },
  )
  const mediaSession = {
    get metadata() {
      return session.metadata
    },
    set metadata(next) {
      session.metadata = next
    },
    setActionHandler(name: string, handler: (() => void) | null) {
      if (name === 'stop') throw new TypeError('a browser that does not know it')
      session.handlers.set(name, handler)
    },
    setPositionState: (given?: MediaPositionState) => void session.positions.push(given),
  }
  Object.defineProperty(navigator, 'mediaSession', { configurable: true, value: mediaSession })
})
afterEach(() => {
  cleanup()
  localStorage.clear()
  vi.unstubAllGlobals()
  Reflect.deleteProperty(navigator, 'mediaSession')
})

const address: Described = { title: 'Address', artist: 'Lantern', album: 'The evening' }
const show = (test: TestPlayer) => {
  const media = document.createElement('video')
  const Part = ({ described }: { described: Described }) => {
    useLockScreen(test.player, media, described)
    return null
  }
  const { rerender, unmount } = render(<Part described={address} />)
  const play = () => act(() => void media.dispatchEvent(new Event('play')))
  Object.defineProperty(media, 'paused', { configurable: true, value: false })
  return {
    play,
    leave: () => act(async () => void unmount()),
    become: (described: Described) => act(() => rerender(<Part described={described} />)),
  }
}

it('names what is on once it sounds, the next part when that begins, and lets its buttons work', async () => {
  const test = testPlayer()
  const { play, become } = show(test)
  await act(async () => {})
  play()
  expect(session.metadata).toMatchObject(address)
  become({ ...address, title: 'Song' })
  await act(async () => {})
  expect(session.metadata?.title).toBe('Song')
  const press = (name: string, details: object = {}) => session.handlers.get(name)?.(details)
  press('play')
  press('pause')
  press('seekbackward')
  press('seekforward', { seekOffset: 15 })
  press('seekto', { seekTime: 60 })
  expect(test.asked.map((one) => one.replace(' [object Object]', ''))).toEqual([
    'play',
    'pause',
    'seekBy -10',
    'seekBy 15',
    `seekTo ${nine + 60_000}`,
  ])
})

it('is told where one is once a second, not with every change', async () => {
  const test = testPlayer()
  show(test).play()
  await act(async () => {})
  test.change({ position: nine + 1000 })
  test.change({ position: nine + 1200 })
  test.change({ position: nine + 2100 })
  expect(session.positions.map((given) => Math.floor(given?.position ?? -1))).toEqual([1, 2])
})

it('is given back when the broadcast is left, unless something else has it by then', async () => {
  const first = show(testPlayer())
  first.play()
  await act(async () => {})
  await first.leave()
  expect(session.metadata).toBeNull()
  expect([...session.handlers.values()].every((handler) => handler === null)).toBe(true)
  const second = show(testPlayer())
  second.play()
  await act(async () => {})
  const other = { title: 'A recording' }
  session.metadata = other
  await second.leave()
  expect(session.metadata).toBe(other)
})

it('in discreet mode says no more than the page’s title', async () => {
  localStorage.setItem(discreetKey, '1')
  document.title = 'Notes'
  show(testPlayer()).play()
  await act(async () => {})
  expect(session.metadata).toEqual({ title: 'Notes' })
})
