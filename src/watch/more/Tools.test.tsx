// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inLanguage } from '../../ui/testing.tsx'
import type { PlayerState } from '../player/state.ts'
import { nine, type TestPlayer, testPlayer } from '../testing.tsx'
import { chaptersOf } from './chapters.ts'
import { Tools } from './Tools.tsx'
import { playerWords } from './words.ts'

const programme = [
  {
    id: 'welcome',
    starts: new Date(nine).toISOString(),
    seconds: 900,
    title: { en: 'Welcome', ur: 'خوش آمدید' },
  },
  {
    id: 'address',
    starts: new Date(nine + 900_000).toISOString(),
    seconds: 3600,
    title: { en: 'Address', ur: 'خطاب' },
  },
]
let media: HTMLVideoElement
const show = ({ player }: TestPlayer, language: 'en' | 'ur' = 'en') => {
  const state: PlayerState = player.state.get()
  const chapters = chaptersOf(programme, state.window)
  return render(
    inLanguage(<Tools player={player} state={state} media={media} chapters={chapters} />, language),
  )
}
beforeEach(() => {
  localStorage.clear()
  media = document.createElement('video')
})
/** A menu's button says what is chosen behind what it chooses. */
const beginning = (name: string) => new RegExp(`^${name}`)
afterEach(cleanup)

const key = (name: string) => fireEvent.keyDown(document.activeElement as Element, { key: name })
const said = () => document.activeElement?.textContent

describe.each(['en', 'ur'] as const)('menus (%s)', (language) => {
  const t = playerWords[language]

  it('say what each rung costs an hour before it is chosen, and choose it', () => {
    const test = testPlayer()
    show(test, language)
    fireEvent.click(screen.getByRole('button', { name: beginning(t.rung.menu) }))
    const items = within(screen.getByRole('menu', { name: t.rung.menu })).getAllByRole('menuitemradio')
    expect(items).toHaveLength(5)
    expect(items[0]?.getAttribute('aria-checked')).toBe('true')
    for (const item of items.slice(1)) expect(item.textContent).toMatch(/\d+ ?(kB|MB)/)
    // 200 of picture, 20 of voice, 4 of words and playlists make 100.8 MB an hour.
    expect(items[1]?.textContent).toContain('100.8')
    for (const item of items) {
      fireEvent.click(screen.getByRole('button', { name: beginning(t.rung.menu) }))
      if (!screen.queryByRole('menu'))
        fireEvent.click(screen.getByRole('button', { name: beginning(t.rung.menu) }))
      fireEvent.click(within(screen.getByRole('menu')).getByText(item.firstChild?.textContent ?? ''))
    }
    expect(test.asked).toEqual(['choose auto', 'choose 1', 'choose 0', 'choose voice', 'choose words'])
  })

  it('go by keyboard alone: arrows round, Home, End, Escape back to the button', () => {
    show(testPlayer({ choice: 'voice' }), language)
    const button = screen.getByRole('button', { name: beginning(t.rung.menu) })
    button.focus()
    key('ArrowDown')
    expect(button.getAttribute('aria-expanded')).toBe('true')
    expect(said()).toContain(t.rung.voice)
    key('ArrowDown')
    expect(said()).toContain(t.rung.words)
    key('ArrowDown')
    expect(said()).toContain(t.rung.auto)
    key('ArrowUp')
    expect(said()).toContain(t.rung.words)
    key('Home')
    expect(said()).toContain(t.rung.auto)
    key('End')
    expect(said()).toContain(t.rung.words)
    key('Escape')
    expect(screen.queryByRole('menu')).toBeNull()
    expect(document.activeElement).toBe(button)
  })

  it('list the programme, where it began, and go there', () => {
    const test = testPlayer()
    show(test, language)
    fireEvent.click(screen.getByRole('button', { name: t.chapters.menu }))
    const items = screen.getAllByRole('menuitemradio')
    expect(items.map((item) => item.getAttribute('aria-checked'))).toEqual(['false', 'true'])
    expect(items[1]?.textContent).toContain(programme[1]?.title[language])
    fireEvent.click(items[1] as Element)
    expect(test.asked).toEqual([`seekTo ${nine + 900_000}`])
  })
})

const t = playerWords.en

it('nobody is offered more than the speed it is spoken at while live, and anything else behind', () => {
  const live = testPlayer({ behind: 12 })
  show(live)
  fireEvent.click(screen.getByRole('button', { name: beginning(t.speed.menu) }))
  const faster = screen.getByText('1.5×').closest('button') as Element
  expect(faster.getAttribute('aria-disabled')).toBe('true')
  fireEvent.click(faster)
  expect(live.asked).toEqual([])
  fireEvent.click(screen.getByText('0.75×'))
  expect(live.asked).toEqual(['setSpeed 0.75'])
  cleanup()
  const behind = testPlayer({ behind: 300 })
  show(behind)
  fireEvent.click(screen.getByRole('button', { name: beginning(t.speed.menu) }))
  fireEvent.click(screen.getByText('1.5×'))
  expect(behind.asked).toEqual(['setSpeed 1.5'])
})

it('a tap elsewhere closes a menu, and another language of the words is asked for', () => {
  const test = testPlayer()
  show(test)
  fireEvent.click(screen.getByRole('button', { name: t.words.menu }))
  fireEvent.pointerDown(document.body)
  expect(screen.queryByRole('menu')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: t.words.menu }))
  fireEvent.click(screen.getByText('اردو'))
  expect(test.asked).toEqual(['setLanguage ur'])
})

it('what this browser cannot do has no button; where it plays nothing, words are what is left to choose', () => {
  const test = testPlayer({ unsupported: true, phase: 'ready' })
  show(test)
  expect(screen.queryByRole('button', { name: t.fullScreen })).toBeNull()
  expect(screen.queryByRole('button', { name: t.inPicture })).toBeNull()
  expect(screen.queryByRole('button', { name: beginning(t.speed.menu) })).toBeNull()
  Object.assign(media, { webkitEnterFullscreen: () => test.asked.push('iPhone full screen') })
  cleanup()
  show(test)
  fireEvent.click(screen.getByRole('button', { name: t.fullScreen }))
  expect(test.asked).toEqual(['iPhone full screen'])
})
