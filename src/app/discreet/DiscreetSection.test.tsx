// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { discreetKey } from '../../ui/chosen.ts'
import { onLockScreen } from '../../ui/lock-screen.ts'
import { show } from '../testing.tsx'
import { DiscreetSection } from './DiscreetSection.tsx'
import { applyDiscreet, chooseDiscreet, startDiscreet } from './discreet.ts'
import { followDiscreet } from './follow-tabs.ts'
import { discreetWords } from './words.ts'

const links = {
  manifest: '/manifest.webmanifest',
  icon: '/icons/icon.svg',
  'apple-touch-icon': '/icons/icon-192.png',
}
const hrefs = () =>
  Object.keys(links).map((rel) => document.head.querySelector(`link[rel="${rel}"]`)?.getAttribute('href'))
const cover = () => document.querySelector<HTMLElement>('.discreet-cover')
const button = () => within(cover() as HTMLElement).getByRole('button', { hidden: true })
const box = () => screen.getByRole<HTMLInputElement>('checkbox')
/** jsdom's page is never hidden; the browsers' own word for it is in tests/e2e/discreet.test.ts. */
const hide = () => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  document.dispatchEvent(new Event('visibilitychange'))
  vi.restoreAllMocks()
}

beforeEach(() => {
  localStorage.clear()
  document.title = 'Sada'
  document.documentElement.lang = 'en'
  document.head.replaceChildren(
    ...Object.entries({ title: '', ...links }).map(([rel, href]) => {
      if (rel === 'title') return Object.assign(document.createElement('title'), { textContent: 'Sada' })
      const link = document.createElement('link')
      link.rel = rel
      link.setAttribute('href', href)
      return link
    }),
  )
})
afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
  applyDiscreet()
  cleanup()
})

describe('the setting', () => {
  for (const language of ['en', 'ur'] as const)
    it(`gives the app a plain name, manifest and icon, and its own again (${language})`, () => {
      document.documentElement.lang = language
      show(<DiscreetSection />, language)
      expect(box().checked).toBe(false)
      fireEvent.click(box())
      expect(box().checked).toBe(true)
      expect(localStorage.getItem(discreetKey)).toBe('1')
      expect(document.title).toBe(discreetWords[language].cover.name)
      expect(hrefs()).toEqual(['/notes/notes.webmanifest', '/notes/icon.svg', '/notes/icon-192.png'])
      fireEvent.click(box())
      expect([document.title, localStorage.getItem(discreetKey)]).toEqual(['Sada', null])
      expect(hrefs()).toEqual(Object.values(links))
    })

  it('follows the language', async () => {
    chooseDiscreet(true)
    document.documentElement.lang = 'ur'
    await vi.waitFor(() => expect(document.title).toBe('نوٹس'))
  })

  it('follows other tabs', async () => {
    show(<DiscreetSection />)
    followDiscreet()
    localStorage.setItem(discreetKey, '1')
    window.dispatchEvent(new StorageEvent('storage', { key: discreetKey }))
    await vi.waitFor(() => expect(document.title).toBe('Notes'))
    expect(box().checked).toBe(true)
    localStorage.clear()
    window.dispatchEvent(new StorageEvent('storage', { key: null }))
    await vi.waitFor(() => expect(document.title).toBe('Sada'))
  })

  it('says so where nothing can be kept', () => {
    show(<DiscreetSection />)
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError')
    })
    fireEvent.click(box())
    expect(box().checked).toBe(false)
    expect(document.querySelector('.notice-bad')).not.toBeNull()
    expect(document.title).toBe('Sada')
  })
})

describe('the cover', () => {
  it('stands when the page is hidden, and goes by a tap, giving back the focus', () => {
    show(<DiscreetSection />)
    fireEvent.click(box())
    box().focus()
    hide()
    expect(button().hidden).toBe(false)
    expect(document.activeElement).toBe(button())
    expect([...document.body.children].filter((one) => !(one as HTMLElement).inert)).toEqual([cover()])
    window.dispatchEvent(new Event('focus'))
    expect(cover()).not.toBeNull()
    fireEvent.click(button())
    expect(cover()).toBeNull()
    expect(document.activeElement).toBe(box())
    expect([...document.body.children].some((one) => (one as HTMLElement).inert)).toBe(false)
  })

  it('is a veil while the window has lost the focus, and becomes the cover when the page goes', () => {
    show(<DiscreetSection />)
    fireEvent.click(box())
    box().focus()
    window.dispatchEvent(new Event('blur'))
    expect([cover() !== null, button().hidden, document.activeElement === box()]).toEqual([true, true, true])
    window.dispatchEvent(new Event('focus'))
    expect(cover()).toBeNull()
    window.dispatchEvent(new Event('blur'))
    window.dispatchEvent(new Event('pagehide'))
    window.dispatchEvent(new Event('focus'))
    expect(button().hidden).toBe(false)
  })

  it('comes by Escape pressed twice at once, not by twice in a while', () => {
    chooseDiscreet(true)
    const press = (timeStamp: number) => {
      const event = new KeyboardEvent('keydown', { key: 'Escape' })
      Object.defineProperty(event, 'timeStamp', { value: timeStamp })
      window.dispatchEvent(event)
    }
    press(10_000)
    press(12_000)
    expect(cover()).toBeNull()
    press(12_400)
    expect(cover()).not.toBeNull()
  })

  it('stands on start where it was chosen, and never where it was not', () => {
    startDiscreet()
    hide()
    expect(cover()).toBeNull()
    localStorage.setItem(discreetKey, '1')
    startDiscreet()
    expect(button().hidden).toBe(false)
  })

  it('leaves with the setting, and watches no more', () => {
    chooseDiscreet(true)
    hide()
    chooseDiscreet(false)
    expect(cover()).toBeNull()
    hide()
    expect(cover()).toBeNull()
  })
})

it('the lock screen is told what plays, or the page’s plain name and nothing else', () => {
  vi.stubGlobal('MediaMetadata', class { constructor(init: object) { Object.assign(this, init) } }) // biome-ignore format: a stand-in, jsdom has none
  const said = { title: 'The chair’s address', artist: 'Lantern Assembly', artwork: [{ src: 'blob:x' }] }
  expect({ ...onLockScreen(said) }).toEqual(said)
  chooseDiscreet(true)
  expect({ ...onLockScreen(said) }).toEqual({ title: 'Notes' })
  vi.unstubAllGlobals()
})
