// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { LibraryScreen } from './LibraryScreen.tsx'
import { rememberPlace } from './places.ts'
import { show, testReader } from './test-reader.tsx'

const made: string[] = []
const revoked: string[] = []
beforeEach(() => {
  localStorage.clear()
  made.length = revoked.length = 0
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    made.push(`blob:${made.length}`)
    return made.at(-1) ?? ''
  })
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url))
  vi.stubGlobal('scrollBy', vi.fn())
})
// Effects run a little after what they belong to has been drawn; the page must still be there.
afterAll(() => new Promise((resolve) => setTimeout(resolve, 200)))
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

// Preact looks after effects of the last frame a moment later: it must still find a window then.
afterAll(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())))

const handed = { offline: null, sound: { stop: null } }
const at = (path: string, missing: string[] = [], language: 'en' | 'ur' = 'en') =>
  show(<LibraryScreen reader={testReader(missing)} {...handed} loading={false} path={path} />, language)

describe('the table of contents', () => {
  it('lists what there is, by kind, and says what is on this phone', () => {
    at('/read', ['items/film/video.mp4', 'items/address/audio.m4a'])
    const manifesto = screen.getByRole('region', { name: 'Manifesto' })
    expect(within(manifesto).getAllByRole('link').length).toBe(3)
    const work = within(manifesto).getByRole('link', { name: /^Work/ })
    expect(work.getAttribute('href')).toBe('/read/work')
    expect(work.textContent).toContain('On this phone')
    expect(screen.getByRole('link', { name: /^Film/ }).textContent).toContain('Still coming')
    expect(screen.getByRole('link', { name: /^Address/ }).textContent).toContain('Words here')
  })

  it('gives the programme with times, linking what is in the edition', () => {
    at('/read')
    const programme = screen.getByRole('region', { name: 'Programme' })
    expect(within(programme).getByRole('link', { name: 'The address' }).getAttribute('href')).toBe(
      '/read/address',
    )
    expect(within(programme).getByText('Opening').closest('a')).toBeNull()
    expect(programme.querySelectorAll('time').length).toBe(2)
  })

  it('says so while it opens, and where there is nothing yet', () => {
    const { rerender } = show(<LibraryScreen reader={null} {...handed} loading={true} path="/read" />)
    expect(screen.getByRole('status').textContent).toContain('Opening')
    rerender(<LibraryScreen reader={null} {...handed} loading={false} path="/read" />)
    expect(screen.getByRole('link', { name: 'See how far it is' }).getAttribute('href')).toBe('/packs')
  })

  it('says so where there is no such item', () => {
    at('/read/nothing')
    expect(screen.getByText(/no such thing/)).toBeTruthy()
  })
})

describe('a chapter', () => {
  it('is shown in the language of the screen, with its neighbours', async () => {
    at('/read/work')
    expect((await screen.findByText('all')).tagName).toBe('STRONG')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Work')
    expect(screen.getByRole('link', { name: /Next\s*Water/ }).getAttribute('href')).toBe('/read/water')
    cleanup()
    at('/read/work', [], 'ur')
    expect(await screen.findByText('سب کے لیے کام۔')).toBeTruthy()
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('روزگار')
  })

  it('goes back to where it was left', async () => {
    rememberPlace('work', 0.5)
    vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue({
      top: 100,
      height: 4000,
    } as DOMRect)
    at('/read/work')
    await screen.findByText('all')
    await vi.waitFor(() => expect(scrollBy).toHaveBeenCalledWith(0, 2100))
  })

  it('that is not here says so and where to look', async () => {
    at('/read/water', ['items/water/en.md'])
    expect(await screen.findByText('This is not on this phone yet')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'See how far it is' })).toBeTruthy()
  })

  it('appears by itself once it has come', async () => {
    const { rerender } = at('/read/water', ['items/water/en.md'])
    await screen.findByText('This is not on this phone yet')
    rerender(<LibraryScreen reader={testReader()} {...handed} loading={false} path="/read/water" />)
    expect(await screen.findByText('Water.')).toBeTruthy()
  })
})

describe('the slideshow', () => {
  beforeAll(() => import('./desk/Desk.tsx'))

  it('goes by buttons and by arrow keys, and turns with the writing direction', async () => {
    at('/read/tribute')
    expect(await screen.findByAltText('Picture of 1')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Next picture' }))
    expect(screen.getByText('Caption 2')).toBeTruthy()
    fireEvent.keyDown(document.body, { key: 'ArrowLeft' })
    expect(screen.getByText('Caption 1')).toBeTruthy()
    cleanup()
    at('/read/tribute', [], 'ur')
    fireEvent.keyDown(document.body, { key: 'ArrowLeft' })
    expect(screen.getByText('Caption 2 (ur)')).toBeTruthy()
  })

  it('moves by itself only when asked, and stops at the last picture', async () => {
    at('/read/tribute')
    await screen.findByText('Caption 1')
    vi.useFakeTimers()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(screen.getByText('Caption 1')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Play' }))
    await vi.advanceTimersByTimeAsync(8000)
    expect(screen.getByText('Caption 2')).toBeTruthy()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(screen.getByText('Caption 3')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Play' })).toBeTruthy()
  })

  it('shows the variant that is here, and keeps its place free', async () => {
    at('/read/tribute')
    const picture = await screen.findByAltText('Picture of 1')
    expect([picture.getAttribute('width'), picture.getAttribute('height')]).toEqual(['480', '360'])
    expect(screen.queryByText(/not on this phone/i)).toBeNull()
  })

  it('puts the description in place of a picture that has not come', async () => {
    at('/read/tribute', ['items/tribute/1.webp'])
    expect(await screen.findByText(/Picture of 1/)).toBeTruthy()
  })
})
