// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeMedia } from '../testing.tsx'
import { createListening, type Track } from './listening.ts'

beforeEach(() => {
  localStorage.clear()
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1')
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => {})
  fakeMedia()
})
afterEach(() => void vi.restoreAllMocks())

const both = (text: string) => ({ en: text, ur: text })
const film: Track = {
  item: 'film',
  kind: 'video',
  sha256: 'a',
  title: both('Film'),
  by: both('Lantern'),
  seconds: 95,
}
const div = () => document.body.appendChild(document.createElement('div'))

it('is in the document at every moment between one page and the next, or the browser would silence it', () => {
  const [holder, page, foot] = [div(), div(), div()]
  const player = createListening(holder)
  player.open(film, new Blob(), { stop: null })
  const element = holder.querySelector('video')
  player.show(page, true)
  expect(element?.parentNode).toBe(page)
  // Drawn in the moment before its page was: it must not take it away from there.
  player.show(foot, false)
  expect(element?.parentNode).toBe(page)
  player.hide(page)
  expect(element?.parentNode).toBe(holder)
  player.away()
  player.show(foot, false)
  player.show(page, true)
  // What is taken down later takes nothing along that has moved on.
  player.hide(foot)
  expect(element?.parentNode).toBe(page)
  player.close()
  expect(element?.isConnected).toBe(false)
  expect(player.state.get().track).toBeNull()
})

it('lets go of one recording for the next, and keeps the pace', async () => {
  const holder = div()
  const player = createListening(holder)
  player.open(film, new Blob(), { stop: null })
  player.setRate(1.5)
  player.open({ ...film, item: 'other' }, new Blob(), { stop: null })
  expect(holder.querySelectorAll('video')).toHaveLength(1)
  expect(URL.revokeObjectURL).toHaveBeenCalledOnce()
  expect(holder.querySelector('video')?.playbackRate).toBe(1.5)
  player.setCaptions({ url: 'blob:2', language: 'en', label: 'English' })
  player.setCaptions({ url: 'blob:3', language: 'ur', label: 'اردو' })
  expect([...holder.querySelectorAll('track')].map(({ srclang }) => srclang)).toEqual(['ur'])
})
