// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { change, show } from '../testing.tsx'
import { AppearanceSection } from './AppearanceSection.tsx'
import { followOtherTabs } from './choose-theme.ts'
import { showTheme, themeKey } from './theme.ts'
import { appearanceWords } from './words.ts'

beforeEach(() => {
  localStorage.clear()
  showTheme()
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const root = document.documentElement
const shown = () => root.dataset['theme']
const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name })
const letters = () => screen.getByRole<HTMLInputElement>('slider')

for (const language of ['en', 'ur'] as const) {
  const t = appearanceWords[language]
  it(`shows a theme at once, keeps it, and goes back to the phone's (${language})`, () => {
    show(<AppearanceSection />, language)
    expect(radio(t.themes.auto).checked).toBe(true)
    fireEvent.click(radio(t.themes.dark))
    expect([shown(), localStorage.getItem(themeKey)]).toEqual(['dark', 'dark'])
    delete root.dataset['theme']
    showTheme()
    expect(shown()).toBe('dark')
    fireEvent.click(radio(t.themes.auto))
    expect([shown(), localStorage.getItem(themeKey)]).toEqual(['', null])
  })

  it(`sets the letters that the reader's desk sets (${language})`, () => {
    show(<AppearanceSection />, language)
    expect(letters().getAttribute('aria-valuetext')).toBe(t.sizeOf(2, 5))
    fireEvent.input(letters(), { target: { value: '4' } })
    expect(root.style.getPropertyValue('--reading')).toBe('1.75')
    expect(localStorage.getItem('sada-text-size')).toBe('4')
    expect(letters().getAttribute('aria-valuetext')).toBe(t.sizeOf(5, 5))
  })
}

it('follows what another tab chooses, page and controls alike', async () => {
  followOtherTabs()
  show(<AppearanceSection />)
  await change(() => {
    localStorage.setItem(themeKey, 'light')
    localStorage.setItem('sada-text-size', '0')
    dispatchEvent(new StorageEvent('storage', { key: themeKey }))
    dispatchEvent(new StorageEvent('storage', { key: 'sada-text-size' }))
  })
  expect(shown()).toBe('light')
  expect(root.style.getPropertyValue('--reading')).toBe('0.85')
  expect(radio('Light').checked).toBe(true)
  expect(letters().value).toBe('0')
  // Everything erased there is everything erased.
  await change(() => {
    localStorage.clear()
    dispatchEvent(new StorageEvent('storage', { key: null }))
  })
  expect(shown()).toBe('')
  expect(radio('As the phone has it').checked).toBe(true)
})

it('holds for this visit where the browser stores nothing', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('blocked', 'SecurityError')
  })
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('blocked', 'SecurityError')
  })
  show(<AppearanceSection />)
  fireEvent.click(radio('Dark'))
  expect(shown()).toBe('dark')
  showTheme()
  expect(shown()).toBe('dark')
})
