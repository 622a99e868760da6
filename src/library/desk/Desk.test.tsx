// @vitest-environment jsdom

import { act, cleanup, configure, fireEvent, screen, within } from '@testing-library/preact'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SoundTurn } from '../../shared/sound-turn.ts'
import { takeTurn } from '../../shared/sound-turn.ts'
import { isolated } from '../../ui/isolate.ts'
import { placeOf, rememberPlace } from '../places.ts'
import { listening } from './listen/stage.tsx'
import { fakeMedia, fakeOffline, openLibrary } from './testing.tsx'
import { deskWords } from './words.ts'

// Other work on the same machine must not fail a test.
configure({ asyncUtilTimeout: 10_000 })
beforeAll(() => import('./Desk.tsx'))
let play: ReturnType<typeof fakeMedia>
beforeEach(() => {
  localStorage.clear()
  history.replaceState(null, '')
  document.documentElement.lang = 'en'
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1')
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => {})
  vi.stubGlobal('scrollBy', vi.fn())
  Element.prototype.scrollIntoView = vi.fn()
  play = fakeMedia()
})
// Effects run a little after what they belong to has been drawn; the page must still be there.
afterAll(() => new Promise((resolve) => setTimeout(resolve, 200)))
afterEach(() => {
  act(() => listening().close())
  cleanup()
  vi.restoreAllMocks()
})

const audio = () => document.querySelector('audio') as HTMLAudioElement
const heard = (seconds: number) =>
  act(() => {
    audio().currentTime = seconds
    audio().dispatchEvent(new Event('timeupdate'))
  })
const ready = async (name: string) => {
  const button = (await screen.findByRole('button', { name })) as HTMLButtonElement
  await vi.waitFor(() => expect(button.disabled).toBe(false))
  return button
}

describe.each(['en', 'ur'] as const)('a speech (%s)', (language) => {
  const t = deskWords[language].listen
  beforeEach(() => {
    document.documentElement.lang = language
  })

  it('plays, and its words go along: the line spoken is marked, a tap on a line goes there', async () => {
    openLibrary('/read/address', { language })
    fireEvent.click(await ready(t.play))
    await vi.waitFor(() => expect(play).toHaveBeenCalledOnce())
    const lines = within((await screen.findByRole('heading', { name: t.spoken })).closest('section')!)
    await heard(6)
    expect(lines.getAllByRole('button').map((line) => line.getAttribute('aria-current'))).toEqual(
      language === 'en' ? [null, 'true', null] : [null, 'true'],
    )
    fireEvent.click(lines.getAllByRole('button')[0]!)
    expect(audio().currentTime).toBe(0)
    // Keyboard: one stop for all lines, arrows between them.
    expect(lines.getAllByRole('button').map(({ tabIndex }) => tabIndex)).toEqual(
      language === 'en' ? [0, -1, -1] : [0, -1],
    )
    fireEvent.keyDown(lines.getAllByRole('button')[0]!, { key: 'ArrowDown' })
    expect(document.activeElement).toBe(lines.getAllByRole('button')[1])
    // Whoever goes through the lines is not pulled back, until they say so.
    fireEvent.click(lines.getByRole('button', { name: t.follow }))
    expect(lines.queryByRole('button', { name: t.follow })).toBeNull()
  })

  it('sounds on when one goes elsewhere, in a player at the foot, which leads back', async () => {
    const { go } = openLibrary('/read/address', { language })
    fireEvent.click(await ready(t.play))
    await vi.waitFor(() => expect(listening().state.get().playing).toBe(true))
    await vi.waitFor(() => expect(screen.queryByRole('region', { name: t.title })).toBeNull())
    const before = audio()
    go('/read/water')
    const mini = within(await screen.findByRole('region', { name: t.title }))
    expect(audio()).toBe(before)
    expect(before.isConnected).toBe(true)
    expect(before.paused).toBe(false)
    expect(mini.getByRole('link').getAttribute('href')).toBe('/read/address')
    await heard(31)
    expect(mini.getByText('0:31 / 1:35')).toBeTruthy()
    fireEvent.click(mini.getByRole('button', { name: t.pause }))
    expect(before.paused).toBe(true)
    expect(placeOf('address:audio')).toBe(31)
    go('/read/address')
    await vi.waitFor(() => expect(screen.queryByRole('region', { name: t.title })).toBeNull())
    expect(await screen.findByRole('button', { name: t.play })).toBeTruthy()
    go('/read')
    fireEvent.click(
      within(await screen.findByRole('region', { name: t.title })).getByRole('button', { name: t.close }),
    )
    expect(audio()).toBeNull()
    expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:1')
  })
})

describe('a recording', () => {
  const t = deskWords.en.listen

  it('goes on where it was left, at the pace that was chosen', async () => {
    rememberPlace('address:audio', 31)
    openLibrary('/read/address')
    fireEvent.click(await ready(t.play))
    await vi.waitFor(() => expect(audio().currentTime).toBe(31))
    fireEvent.change(screen.getByLabelText(t.speed), { target: { value: '1.5' } })
    expect(audio().playbackRate).toBe(1.5)
    await heard(50)
    act(() => audio().pause())
    expect(placeOf('address:audio')).toBe(50)
    await heard(94)
    act(() => void audio().dispatchEvent(new Event('pause')))
    expect(placeOf('address:audio')).toBe(0)
  })

  it('is sought before it is played, and by steps', async () => {
    openLibrary('/read/address')
    await ready(t.play)
    fireEvent.input(screen.getByRole('slider', { name: t.position }), { target: { value: '60' } })
    fireEvent.click(screen.getByRole('button', { name: t.back(15) }))
    expect(screen.getByText('0:45 / 1:35')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: t.play }))
    await vi.waitFor(() => expect(audio().currentTime).toBe(45))
    fireEvent.click(screen.getByRole('button', { name: t.forward(15) }))
    expect(audio().currentTime).toBe(60)
  })

  it('gives way to the broadcast, and the broadcast to it', async () => {
    const sound: SoundTurn = { stop: null }
    const broadcast = vi.fn()
    takeTurn(sound, broadcast)
    openLibrary('/read/address', { sound })
    fireEvent.click(await ready(t.play))
    await vi.waitFor(() => expect(broadcast).toHaveBeenCalledOnce())
    takeTurn(sound, () => {})
    expect(audio().paused).toBe(true)
  })

  it('that the browser cannot play says so', async () => {
    play.mockRejectedValue(new DOMException('no', 'NotSupportedError'))
    openLibrary('/read/address')
    fireEvent.click(await ready(t.play))
    expect((await screen.findByRole('alert')).textContent).toContain('cannot play')
  })

  it('says where it was broken off, and has its words though the sound has not come', async () => {
    openLibrary('/read/address', { missing: ['items/address/audio.m4a'] })
    expect(await screen.findByText('This is not on this phone yet')).toBeTruthy()
    expect(await screen.findByText('I was saying that wells')).toBeTruthy()
    expect((await screen.findAllByText(/Broken off at 1:23/)).length).toBe(2)
  })

  it('stops by itself when asked to', async () => {
    openLibrary('/read/address')
    fireEvent.click(await ready(t.play))
    const sleep = await screen.findByLabelText(t.sleep)
    vi.useFakeTimers()
    fireEvent.change(sleep, { target: { value: '15' } })
    vi.advanceTimersByTime(14 * 60_000)
    expect(audio().paused).toBe(false)
    vi.advanceTimersByTime(60_000)
    expect(audio().paused).toBe(true)
    vi.useRealTimers()
  })
})

describe.each(['en', 'ur'] as const)('getting and removing (%s)', (language) => {
  const t = deskWords[language].keep
  const film = 'items/film/video.mp4'
  const title = language === 'en' ? 'Film' : 'Film (ur)'
  const byTitle = new RegExp(title.replace(/[()]/g, '.'))

  it('gets a film that this phone does without, and says how far it is', async () => {
    let got: () => void = () => {}
    const offline = fakeOffline({
      arriving: () => 2000,
      get: () =>
        new Promise((resolve) => {
          got = resolve
        }),
    })
    const { arrive } = openLibrary('/read/film', {
      language,
      missing: [film],
      offline: { ...offline, arriving: () => 0 },
    })
    fireEvent.click(await screen.findByRole('button', { name: byTitle }))
    expect(await screen.findByRole('progressbar')).toBeTruthy()
    await act(async () => {
      got()
      arrive()
    })
    expect(
      await screen.findByRole('button', {
        name: `${t.remove('1 kB')}: ${isolated(title)}`,
      }),
    ).toBeTruthy()
  })

  it('stops getting it, and says so where it could not be had', async () => {
    const offline = fakeOffline({ wants: () => true })
    openLibrary('/read/film', { language, missing: [film], offline })
    fireEvent.click(await screen.findByRole('button', { name: byTitle }))
    expect(await screen.findByText(t.later)).toBeTruthy()
    expect(offline.asked).toEqual([`get ${film}`])
    cleanup()
    const coming = fakeOffline({ wants: () => true, arriving: () => 2 })
    openLibrary('/read/film', { language, missing: [film], offline: coming })
    fireEvent.click(await screen.findByRole('button', { name: t.stop }))
    expect(coming.asked).toEqual([`leave ${film}`])
  })

  it('removes it from the contents, with a way back', async () => {
    const offline = fakeOffline()
    openLibrary('/read', { language, offline })
    fireEvent.click(await screen.findByRole('button', { name: byTitle }))
    expect(offline.asked).toEqual([`remove ${film}`])
    fireEvent.click(await screen.findByRole('button', { name: t.undo }))
    expect(offline.asked.at(-1)).toBe('undo')
  })

  it('offers nothing for words, which stay', async () => {
    openLibrary('/read/work', { language, offline: fakeOffline() })
    await screen.findByRole('group', { name: deskWords[language].read.tools })
    expect(document.querySelector('.library-keep')).toBeNull()
  })
})

describe.each(['en', 'ur'] as const)('finding (%s)', (language) => {
  const t = deskWords[language].find
  const field = () => screen.findByRole('searchbox', { name: t.label })
  const type = async (query: string) => fireEvent.input(await field(), { target: { value: query } })

  it('finds as one types, marks what it found, and says how many', async () => {
    openLibrary('/read', { language })
    await type('WÓRK')
    expect((await screen.findByText(t.count(1))).getAttribute('role')).toBe('status')
    const marked = [...document.querySelectorAll('mark')].map(({ textContent }) => textContent)
    expect(marked[0]).toBe('Work')
    expect(document.querySelector('.library-shelf-chapter')?.hasAttribute('hidden')).toBe(true)
    expect(location.href).not.toContain('RK')
    expect(history.state).toMatchObject({ find: 'WÓRK' })
  })

  it('finds what was said, and leads to that second', async () => {
    const { go } = openLibrary('/read', { language })
    await type('wells')
    const link = await screen.findByRole('link', { name: new RegExp(t.at('0:05')) })
    fireEvent.click(link)
    go('/read/address')
    expect(await screen.findByText('0:05 / 1:35')).toBeTruthy()
    const line = await screen.findByText('I was saying that wells')
    expect(line.closest('button')?.hasAttribute('data-found')).toBe(true)
  })

  it('finds Urdu however it is typed, and shows the text in Urdu', async () => {
    const { go } = openLibrary('/read', { language })
    await type('كام')
    const hit = (await screen.findAllByRole('link')).find((link) =>
      link.textContent?.includes('سب کے لیے کام'),
    )
    fireEvent.click(hit!)
    go('/read/work')
    const text = await screen.findByText('سب کے لیے کام۔')
    expect(text.closest('[lang]')?.getAttribute('lang')).toBe('ur')
    await vi.waitFor(() => expect(document.activeElement).toBe(text))
    expect(text.hasAttribute('data-found')).toBe(true)
    fireEvent.click(screen.getByRole('button', { name: t.stopShowing }))
    expect(text.hasAttribute('data-found')).toBe(false)
    expect(history.state?.target).toBeUndefined()
  })

  it('says that there is nothing, what to try, and what was not looked into', async () => {
    openLibrary('/read', { language, missing: ['items/water/en.md'] })
    await type('zzz')
    expect(await screen.findByText(/zzz/)).toBeTruthy()
    expect(screen.getByText(t.noneMore)).toBeTruthy()
    expect(screen.getByText(t.unsearched(1))).toBeTruthy()
  })

  it('finds what has come since', async () => {
    const { arrive } = openLibrary('/read', { language, missing: ['items/schools/en.md'] })
    await type('Schools.')
    await screen.findByText(t.count(1))
    arrive()
    await vi.waitFor(() => expect(screen.queryByText(t.unsearched(1))).toBeNull())
  })

  it('goes by keys: a slash to the field, arrows through the results, Escape back to the contents', async () => {
    openLibrary('/read', { language })
    const input = await field()
    fireEvent.keyDown(document.body, { key: '/' })
    expect(document.activeElement).toBe(input)
    await type('caption')
    await screen.findByText(t.count(1))
    fireEvent.keyDown(input, { key: 'ArrowDown' })
    expect((document.activeElement as HTMLElement).getAttribute('href')).toBe('/read/tribute')
    fireEvent.keyDown(document.activeElement!, { key: 'ArrowUp' })
    expect(document.activeElement).toBe(input)
    fireEvent.keyDown(input, { key: 'Escape' })
    expect((input as HTMLInputElement).value).toBe('')
    expect(document.querySelector('.library-shelf-chapter')?.hasAttribute('hidden')).toBe(false)
  })

  it('is there again after Back', async () => {
    history.replaceState({ find: 'caption' }, '')
    openLibrary('/read', { language })
    expect(((await field()) as HTMLInputElement).value).toBe('caption')
    expect(await screen.findByText(t.count(1))).toBeTruthy()
  })
})

describe('reading', () => {
  const t = deskWords.en.read

  it('has letters in five sizes, kept on this phone', async () => {
    openLibrary('/read/work')
    const larger = (await screen.findByRole('button', { name: t.larger })) as HTMLButtonElement
    for (let i = 0; i < 3; i++) fireEvent.click(larger)
    expect(larger.disabled).toBe(true)
    expect(document.documentElement.style.getPropertyValue('--reading')).toBe('1.75')
    expect(localStorage.getItem('sada-text-size')).toBe('4')
    for (let i = 0; i < 4; i++) fireEvent.click(screen.getByRole('button', { name: t.smaller }))
    expect(document.documentElement.style.getPropertyValue('--reading')).toBe('0.85')
  })

  it('goes on with what was read last, until it has been read to the end', async () => {
    const { go } = openLibrary('/read/work')
    await screen.findByText('all')
    rememberPlace('work', 0.42)
    go('/read')
    const link = await screen.findByRole('link', { name: new RegExp(t.goOn) })
    expect(link.getAttribute('href')).toBe('/read/work')
    expect(link.textContent).toContain(t.readPart(42))
    cleanup()
    rememberPlace('work', 0)
    openLibrary('/read')
    await screen.findByRole('searchbox')
    expect(screen.queryByRole('link', { name: new RegExp(t.goOn) })).toBeNull()
  })
})
