// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import { show, testReader } from '../test-reader.tsx'
import { Slideshow } from './Slideshow.tsx'
import { deskWords } from './words.ts'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const open = (language: 'en' | 'ur', slide?: number) => {
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1')
  const reader = testReader()
  const slides = reader.content.items.find(({ id }) => id === 'tribute')?.slides ?? []
  const target = slide === undefined ? null : { item: 'tribute', query: 'x', language, slide }
  show(<Slideshow slides={slides} reader={reader} target={target} />, language)
}
const swipe = (by: number, down = 0) => {
  const figure = document.querySelector('figure') as HTMLElement
  fireEvent.touchStart(figure, { touches: [{ clientX: 200, clientY: 100 }] })
  fireEvent.touchEnd(figure, { changedTouches: [{ clientX: 200 + by, clientY: 100 + down }] })
}

it.each(['en', 'ur'] as const)(
  'turns by a finger as pages do (%s), and not while one scrolls',
  (language) => {
    const caption = (n: number) =>
      screen.queryByText(language === 'en' ? `Caption ${n}` : `Caption ${n} (ur)`)
    open(language)
    const forward = language === 'en' ? -80 : 80
    swipe(forward)
    expect(caption(2)).toBeTruthy()
    swipe(-forward)
    expect(caption(1)).toBeTruthy()
    swipe(forward / 8)
    swipe(forward, 300)
    expect(caption(1)).toBeTruthy()
  },
)

it('says its captions in the other language when asked', () => {
  open('en')
  fireEvent.click(screen.getByRole('button', { name: new RegExp(deskWords.en.slides.captionLanguage) }))
  expect(screen.getByText('Caption 1 (ur)').getAttribute('dir')).toBe('rtl')
  fireEvent.click(screen.getByRole('button', { name: new RegExp(deskWords.en.slides.captionLanguage) }))
  expect(screen.getByText('Caption 1').getAttribute('lang')).toBe('en')
})

it('opens at the picture whose caption was found', () => {
  open('en', 2)
  expect(screen.getByText('Caption 3')).toBeTruthy()
})
