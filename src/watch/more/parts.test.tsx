// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import axe from 'axe-core'
import type { ComponentChildren } from 'preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { formatTime } from '../../ui/format.ts'
import { inLanguage } from '../../ui/testing.tsx'
import { Condition } from '../screen/Condition.tsx'
import { nine, playingState, testPlayer } from '../testing.tsx'
import { CapAsks } from './CapAsks.tsx'
import { Captions } from './Captions.tsx'
import { chaptersOf } from './chapters.ts'
import { DataMeter } from './DataMeter.tsx'
import { FindWords } from './FindWords.tsx'
import { KeysList } from './KeysList.tsx'
import { Lag } from './Lag.tsx'
import { Marks } from './Marks.tsx'
import { keysShown, singleKeys } from './preferences.ts'
import { Tools } from './Tools.tsx'
import { Volume } from './Volume.tsx'
import { playerWords } from './words.ts'

const programme = [0, 20, 40].map((minute) => ({
  id: `m${minute}`,
  starts: new Date(nine + minute * 60_000).toISOString(),
  seconds: 1200,
  title: { en: `From ${minute}`, ur: `${minute} سے` },
}))
const chapters = chaptersOf(programme, playingState.window)
const lines = [{ starts: nine, ends: nine + 4000, speaker: 'The Chair', text: 'We stay.' }]

const show = (children: ComponentChildren, language: 'en' | 'ur' = 'en') => {
  const draw = (of: ComponentChildren) => inLanguage(<main>{of}</main>, language)
  const { rerender, container } = render(draw(children))
  return { container, become: (next: ComponentChildren) => act(() => rerender(draw(next))) }
}

beforeEach(() => {
  localStorage.clear()
  singleKeys.set(true)
  // jsdom knows dialogs, but not how to open and close them.
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      this.open = true
    },
    close(this: HTMLDialogElement) {
      this.open = false
      this.dispatchEvent(new Event('close'))
    },
  })
})
/** A menu's button says what is chosen behind what it chooses. */
const beginning = (name: string) => new RegExp(`^${name}`)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  for (const name of [
    'fullscreenEnabled',
    'fullscreenElement',
    'pictureInPictureEnabled',
    'pictureInPictureElement',
  ])
    Reflect.deleteProperty(document, name)
})

it.each(['en', 'ur'] as const)('axe finds nothing in any of the parts, opened (%s)', async (language) => {
  const t = playerWords[language]
  const { player } = testPlayer({ behind: 200, cap: 50e6, used: 50e6, capStep: 'reached' }, lines)
  const state = player.state.get()
  const media = document.createElement('video')
  const { container } = show(
    <>
      <h1>Watch</h1>
      <Tools player={player} state={state} media={media} chapters={chapters} />
      <Volume player={player} state={state} />
      <CapAsks player={player} state={state} />
      <Lag player={player} state={state} />
      <FindWords lines={lines} current={lines[0]} onFound={() => undefined} />
      <h2>Data</h2>
      <DataMeter player={player} state={state} />
      <KeysList />
    </>,
    language,
  )
  for (const details of container.querySelectorAll('details')) details.open = true
  fireEvent.change(screen.getByLabelText(t.data.cap), { target: { value: 'own' } })
  fireEvent.click(screen.getByRole('button', { name: t.data.set }))
  for (const menu of [t.rung.menu, t.speed.menu, t.words.menu, t.chapters.menu]) {
    fireEvent.click(screen.getByRole('button', { name: beginning(menu) }))
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    fireEvent.pointerDown(document.body)
  }
})

describe('the list of keys', () => {
  it.each(['en', 'ur'] as const)('names every key and what it does, and closes (%s)', (language) => {
    const t = playerWords[language]
    keysShown.set(true)
    show(<KeysList />, language)
    const dialog = within(screen.getByRole('dialog', { name: t.keys.title }))
    expect(dialog.getByText(t.keys.mute)).toBeTruthy()
    expect(dialog.getByText(`${t.keys.slower} · ${t.keys.faster}`)).toBeTruthy()
    const box = dialog.getByRole('checkbox')
    fireEvent.click(box)
    expect(singleKeys.get()).toBe(false)
    fireEvent.click(dialog.getByRole('button', { name: t.close }))
    expect(keysShown.get()).toBe(false)
  })
})

describe('on the line of time', () => {
  it('parts of the programme are marked where they begin, and the one that is on is named', () => {
    const { container } = show(<Marks state={playingState} chapters={chapters} />)
    const marks = [...container.querySelectorAll<HTMLElement>('.watch-mark')]
    // The first begins where the line does.
    expect(marks).toHaveLength(2)
    expect(marks[0]?.getAttribute('style')).toContain('33.3333%')
    expect(screen.getByText('From 40')).toBeTruthy()
  })

  it('nothing is marked before there is a line, and nothing named between parts', () => {
    const { container, become } = show(
      <Marks state={{ ...playingState, window: null }} chapters={chapters} />,
    )
    expect(container.querySelector('.watch-marks')).toBeNull()
    become(
      <Marks state={{ ...playingState, position: nine + 59 * 60_000 }} chapters={chapters.slice(0, 2)} />,
    )
    expect(container.querySelector('.watch-chapter')).toBeNull()
  })
})

it('volume goes where it is drawn, and stands at nothing while muted', () => {
  const { player, asked } = testPlayer({ volume: 0.6 })
  const { become } = show(<Volume player={player} state={player.state.get()} />)
  const slider = screen.getByRole('slider', { name: playerWords.en.volume }) as HTMLInputElement
  expect(slider.value).toBe('60')
  fireEvent.input(slider, { target: { value: '25' } })
  expect(asked).toEqual(['setVolume 0.25'])
  become(<Volume player={player} state={{ ...player.state.get(), muted: true }} />)
  expect(slider.value).toBe('0')
})

it('words over the picture are those that are spoken just now, in the direction they are written in', () => {
  const urdu = { starts: nine + 10_000, ends: nine + 12_000, speaker: null, text: 'ہم ٹھہرے ہیں۔' }
  const at = (position: number) => (
    <Captions state={{ ...playingState, position, language: 'ur' }} lines={[...lines, urdu]} />
  )
  const { container, become } = show(at(nine + 11_000))
  const over = () => container.querySelector('.watch-captions span')
  expect(over()?.textContent).toBe(urdu.text)
  expect([over()?.getAttribute('dir'), over()?.getAttribute('lang')]).toEqual(['auto', 'ur'])
  become(at(nine + 8000))
  expect(over()).toBeNull()
})

describe('what the browser itself can do', () => {
  const tools = () => {
    const { player } = testPlayer()
    const media = document.createElement('video')
    show(
      <div class="watch">
        <Tools player={player} state={player.state.get()} media={media} chapters={[]} />
      </div>,
    )
    document.querySelector('.watch')?.append(media)
    return media
  }
  const has = (name: string, value: unknown) =>
    Object.defineProperty(document, name, { configurable: true, value })
  const t = playerWords.en

  it('fills the screen with the whole player and leaves it, by a button that says which', async () => {
    has('fullscreenEnabled', true)
    const filled: Element[] = []
    Object.assign(Element.prototype, {
      async requestFullscreen(this: Element) {
        filled.push(this)
        has('fullscreenElement', this)
        document.dispatchEvent(new Event('fullscreenchange'))
      },
    })
    const leave = vi.fn(async () => {
      has('fullscreenElement', null)
      document.dispatchEvent(new Event('fullscreenchange'))
    })
    Object.assign(document, { exitFullscreen: leave })
    tools()
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: t.fullScreen })))
    expect(filled.map(({ className }) => className)).toEqual(['watch'])
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: t.leaveFullScreen })))
    expect(leave).toHaveBeenCalledTimes(1)
    expect(screen.getByRole('button', { name: t.fullScreen })).toBeTruthy()
  })

  it('stays as it is where the browser refuses', async () => {
    has('fullscreenEnabled', true)
    has('pictureInPictureEnabled', true)
    const refuse = async () => Promise.reject(new TypeError('no tap'))
    Object.assign(Element.prototype, { requestFullscreen: refuse })
    const media = tools()
    Object.assign(media, { requestPictureInPicture: refuse })
    for (const name of [t.fullScreen, t.inPicture])
      await act(async () => void fireEvent.click(screen.getByRole('button', { name })))
    expect(screen.getByRole('button', { name: t.fullScreen })).toBeTruthy()
  })

  it('puts the picture apart and back, in Safari’s own way too', async () => {
    has('pictureInPictureEnabled', true)
    const media = tools()
    const apart = vi.fn(async () => has('pictureInPictureElement', media))
    const back = vi.fn(async () => undefined)
    Object.assign(media, { requestPictureInPicture: apart })
    Object.assign(document, { exitPictureInPicture: back })
    const tap = () => act(async () => void fireEvent.click(screen.getByRole('button', { name: t.inPicture })))
    await tap()
    await tap()
    expect([apart.mock.calls.length, back.mock.calls.length]).toEqual([1, 1])
    cleanup()
    has('pictureInPictureEnabled', false)
    has('pictureInPictureElement', null)
    const modes: string[] = []
    const safari = HTMLVideoElement.prototype as { webkitSupportsPresentationMode?: () => boolean }
    safari.webkitSupportsPresentationMode = () => true
    const other = tools()
    Object.assign(other, {
      webkitPresentationMode: 'inline',
      webkitSetPresentationMode(mode: string) {
        modes.push(mode)
        Object.assign(other, { webkitPresentationMode: mode })
      },
    })
    await tap()
    await tap()
    expect(modes).toEqual(['picture-in-picture', 'inline'])
    delete safari.webkitSupportsPresentationMode
  })
})

describe('what is remembered', () => {
  it('is so for the next visit, and holds for this one where nothing may be kept', async () => {
    singleKeys.set(false)
    expect(localStorage.getItem('sada-watch-keys')).toBe('no')
    vi.resetModules()
    expect((await import('./preferences.ts')).singleKeys.get()).toBe(false)
    vi.stubGlobal('localStorage', {
      getItem() {
        throw new DOMException('blocked', 'SecurityError')
      },
      setItem() {
        throw new DOMException('blocked', 'SecurityError')
      },
    })
    vi.resetModules()
    const { wordsOver } = await import('./preferences.ts')
    expect(wordsOver.get()).toBe(false)
    wordsOver.set(true)
    expect(wordsOver.get()).toBe(true)
  })
})

it('that the voice was cut off is said once: by whoever knows why, else here', () => {
  const cut = { ...playingState, cutAt: nine }
  const { become } = show(<Condition state={cut} told={false} />)
  expect(screen.getByRole('alert').textContent).toContain(formatTime(nine, 'en-PK'))
  become(<Condition state={cut} told={true} />)
  expect(screen.queryByRole('alert')).toBeNull()
  become(<Condition state={{ ...cut, blocked: true }} told={true} />)
  expect(screen.getByRole('status')).toBeTruthy()
})
