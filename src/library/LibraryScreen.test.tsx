// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LibraryScreen } from './LibraryScreen.tsx'
import { placeOf, rememberPlace } from './places.ts'
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
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

// Preact looks after effects of the last frame a moment later: it must still find a window then.
afterAll(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())))

const at = (path: string, missing: string[] = [], language: 'en' | 'ur' = 'en') =>
  show(<LibraryScreen reader={testReader(missing)} loading={false} path={path} />, language)

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
    expect(within(programme).getByText('Opening').tagName).toBe('SPAN')
    expect(programme.querySelectorAll('time').length).toBe(2)
  })

  it('says so while it opens, and where there is nothing yet', () => {
    const { rerender } = show(<LibraryScreen reader={null} loading={true} path="/read" />)
    expect(screen.getByRole('status').textContent).toContain('Opening')
    rerender(<LibraryScreen reader={null} loading={false} path="/read" />)
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
    rerender(<LibraryScreen reader={testReader()} loading={false} path="/read/water" />)
    expect(await screen.findByText('Water.')).toBeTruthy()
  })
})

describe('a speech', () => {
  it('plays from the store, with its words and where it was broken off', async () => {
    at('/read/address')
    const audio = (await screen.findByLabelText('Listen: Address')) as HTMLAudioElement
    await vi.waitFor(() => expect(audio.getAttribute('src')).toBe('blob:0'))
    expect(screen.getByText(/Broken off at 1:23/)).toBeTruthy()
    expect(await screen.findByText('Friends, I was saying')).toBeTruthy()
    cleanup()
    await vi.waitFor(() => expect(revoked).toEqual(['blob:0']))
  })

  it('remembers how far it was heard', async () => {
    rememberPlace('address:audio', 31)
    at('/read/address')
    const audio = (await screen.findByLabelText('Listen: Address')) as HTMLAudioElement
    await vi.waitFor(() => expect(audio.getAttribute('src')).toBe('blob:0'))
    Object.defineProperty(audio, 'duration', { value: 95 })
    fireEvent(audio, new Event('loadedmetadata'))
    expect(audio.currentTime).toBe(31)
    audio.currentTime = 50
    fireEvent(audio, new Event('pause'))
    expect(placeOf('address:audio')).toBe(50)
    audio.currentTime = 94
    fireEvent(audio, new Event('pause'))
    expect(placeOf('address:audio')).toBe(0)
  })

  it('is played, paused, taken back and sought by its own controls', async () => {
    const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(async function (
      this: HTMLMediaElement,
    ) {
      Object.defineProperty(this, 'paused', { value: false, configurable: true })
      this.dispatchEvent(new Event('play'))
    })
    const pause = vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => {})
    at('/read/address')
    const audio = screen.getByLabelText('Listen: Address') as HTMLAudioElement
    const button = screen.getByRole('button', { name: 'Play' }) as HTMLButtonElement
    expect(button.disabled).toBe(true)
    await vi.waitFor(() => expect(button.disabled).toBe(false))
    expect(screen.getByText('0:00 / 1:35')).toBeTruthy()
    fireEvent.click(button)
    expect(play).toHaveBeenCalledOnce()
    fireEvent.click(await screen.findByRole('button', { name: 'Pause' }))
    expect(pause).toHaveBeenCalled()
    fireEvent.input(screen.getByRole('slider', { name: 'Position' }), { target: { value: '60' } })
    expect(audio.currentTime).toBe(60)
    fireEvent(audio, new Event('timeupdate'))
    expect(await screen.findByText('1:00 / 1:35')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Back 15 seconds' }))
    expect(audio.currentTime).toBe(45)
  })

  it('that the browser cannot play says so', async () => {
    vi.spyOn(HTMLMediaElement.prototype, 'play').mockRejectedValue(
      new DOMException('no', 'NotSupportedError'),
    )
    at('/read/address')
    const button = screen.getByRole('button', { name: 'Play' }) as HTMLButtonElement
    await vi.waitFor(() => expect(button.disabled).toBe(false))
    fireEvent.click(button)
    expect((await screen.findByRole('alert')).textContent).toContain('cannot play')
  })

  it('whose sound has not come shows the words all the same', async () => {
    at('/read/address', ['items/address/audio.m4a'])
    expect(await screen.findByText('This is not on this phone yet')).toBeTruthy()
    expect(await screen.findByText('Friends, I was saying')).toBeTruthy()
  })
})

describe('the slideshow', () => {
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
    vi.useFakeTimers()
    at('/read/tribute')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(screen.getByText('Caption 1')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Play' }))
    await vi.advanceTimersByTimeAsync(8000)
    expect(screen.getByText('Caption 2')).toBeTruthy()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(screen.getByText('Caption 3')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Play' })).toBeTruthy()
  })

  it('puts the description in place of a picture that has not come', async () => {
    at('/read/tribute', ['items/tribute/1.webp'])
    expect(await screen.findByText(/Picture of 1/)).toBeTruthy()
  })
})
