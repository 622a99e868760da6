// @vitest-environment jsdom
import { act, cleanup, fireEvent, render } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { inLanguage } from '../../ui/testing.tsx'
import { nine, playingState, testPlayer } from '../testing.tsx'
import { Habits } from './Habits.tsx'
import { linePosition } from './lock-screen.ts'
import { keysShown, singleKeys, wordsOver } from './preferences.ts'

const described = { title: 'Address', artist: 'Lantern', album: 'The evening' }
const show = (part: Parameters<typeof testPlayer>[0] = {}) => {
  const lines = [
    { starts: nine + 59 * 60_000, ends: nine + 59 * 60_000 + 4000, speaker: null, text: 'We stay.' },
  ]
  const test = testPlayer(part, lines)
  const media = document.createElement('video')
  const draw = () =>
    inLanguage(
      <Habits
        player={test.player}
        state={test.player.state.get()}
        lines={lines}
        media={media}
        described={described}
      />,
    )
  const { rerender } = render(draw())
  return { ...test, media, again: () => rerender(draw()) }
}
const press = (key: string, on: Element = document.body) => act(() => void fireEvent.keyDown(on, { key }))

beforeEach(() => {
  singleKeys.set(true)
  wordsOver.set(false)
  // jsdom knows dialogs, but not how to open them.
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
})
afterEach(() => {
  cleanup()
  act(() => keysShown.set(false))
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})

describe('keys', () => {
  it('do what they do in common players', async () => {
    const { asked } = show({ manual: 1.25 })
    for (const key of [' ', 'k', 'j', 'l', 'ArrowLeft', 'ArrowRight', 'm', 'v', 'Home', 'End', '<', '>'])
      await press(key)
    expect(asked).toEqual([
      'pause',
      'pause',
      'seekBy -10',
      'seekBy 10',
      'seekBy -5',
      'seekBy 5',
      'setMuted true',
      'pinVoice true',
      `seekTo ${nine}`,
      'goLive',
      'setSpeed 1',
      'setSpeed 1.5',
    ])
  })

  it('leave what is typed alone, and to other controls the keys those need', async () => {
    const { asked } = show()
    document.body.insertAdjacentHTML('beforeend', '<input type="search"><button>x</button>')
    const [field, button] = document.body.querySelectorAll('input, button')
    for (const key of ['k', ' ', '?']) await press(key, field)
    for (const key of [' ', 'ArrowLeft', 'Home']) await press(key, button)
    expect(asked).toEqual([])
    await press('k', button)
    expect(asked).toEqual(['pause'])
  })

  it('single ones can be turned off, in the list of them, which has the keys to itself', async () => {
    const { asked } = show()
    await press('?')
    const dialog = document.querySelector('dialog')
    expect(dialog?.querySelectorAll('kbd').length).toBeGreaterThan(14)
    await press('k')
    expect(asked).toEqual([])
    await act(() => void fireEvent.click(dialog?.querySelector('input') as Element))
    await act(() => void fireEvent(dialog as Element, new Event('close')))
    expect(document.querySelector('dialog')).toBeNull()
    await press('k')
    await press('?')
    expect(asked).toEqual([])
    await press(' ')
    expect(asked).toEqual(['pause'])
  })

  it('c puts the words over the picture, hidden from who hears them read', async () => {
    const { again } = show()
    await press('c')
    again()
    const over = document.querySelector('.watch-captions')
    expect(over?.textContent).toBe('We stay.')
    expect(over?.getAttribute('aria-hidden')).toBe('true')
  })
})

describe('the screen', () => {
  it('stays on while a picture is watched, is asked for again when the page is seen, and let go with the picture', async () => {
    const release = vi.fn(async () => {})
    const locks: { released: boolean; release: typeof release }[] = []
    // A fake: jsdom has no screen. tests/e2e/controls.test.ts has a real one.
    const request = vi.fn(async () => {
      const lock = { released: false, release }
      locks.push(lock)
      return lock
    })
    Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request } })
    const { change, again } = show({ rung: 'voice' })
    await act(async () => {})
    expect(request).not.toHaveBeenCalled()
    change({ rung: 'video' })
    again()
    await act(async () => {})
    expect(request).toHaveBeenCalledTimes(1)
    document.dispatchEvent(new Event('visibilitychange'))
    expect(request).toHaveBeenCalledTimes(1)
    for (const lock of locks) lock.released = true
    document.dispatchEvent(new Event('visibilitychange'))
    await act(async () => {})
    expect(request).toHaveBeenCalledTimes(2)
    change({ rung: 'voice' })
    again()
    await act(async () => {})
    expect(release).toHaveBeenCalledTimes(1)
    Reflect.deleteProperty(navigator, 'wakeLock')
  })
})

describe('the lock screen', () => {
  it('is told where one is in what can be listened to', () => {
    expect(linePosition({ ...playingState, speed: 1.5 })).toEqual({
      duration: 3600,
      position: 3540,
      playbackRate: 1.5,
    })
    expect(linePosition({ ...playingState, position: nine - 1 })?.position).toBe(0)
    expect(linePosition({ ...playingState, window: null })).toBeNull()
  })
})
