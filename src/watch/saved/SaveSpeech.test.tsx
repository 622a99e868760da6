// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { formatTime } from '../../ui/format.ts'
import { inLanguage, texts } from '../../ui/testing.tsx'
import { Kept } from '../kept/Kept.tsx'
import { keptWords } from '../kept/words.ts'
import type { PlayerState } from '../player/state.ts'
import { testPlayer } from '../testing.tsx'
import { openSaved } from './saved-speeches.ts'
import { began, init, listed, segments } from './testing.ts'

const locales = { en: 'en-PK', ur: 'ur-PK' }
const address = {
  id: 'address',
  starts: new Date(began + 8000).toISOString(),
  seconds: 600,
  title: { en: 'Address', ur: 'خطاب' },
}
const lines = [{ starts: began + 9000, ends: began + 11_000, speaker: 'The Chair', text: 'We stay.' }]

interface More extends Partial<PlayerState> {
  programme?: (typeof address)[]
  /** Segments of the voice that are not on this phone. */
  without?: number[]
}

/** The first forty seconds of a broadcast, heard to their end. */
const show = (language: 'en' | 'ur' = 'en', { programme = [], without = [], ...part }: More = {}) => {
  const test = testPlayer(
    { position: began + 40_000, window: { start: began, end: began + 40_000 }, ...part },
    lines,
  )
  const held = async (url: string) =>
    url === 'init'
      ? init
      : without.includes(Number(url.slice(1)))
        ? null
        : (segments[Number(url.slice(1))] ?? null)
  Object.assign(test.player, { onPhone: () => ({ segments: listed, held }) })
  const draw = () =>
    inLanguage(
      <main>
        <h1>Watch</h1>
        <Kept
          player={test.player}
          state={test.player.state.get()}
          lines={lines}
          by="Lantern"
          programme={programme}
        />
      </main>,
      language,
    )
  const { rerender, container } = render(draw())
  return { ...test, container, again: () => act(() => rerender(draw())) }
}
const tap = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const status = () => screen.getByRole('status')
const saved = () => openSaved().state.get() ?? []
const clean = async (container: Element) => {
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

afterEach(async () => {
  cleanup()
  vi.unstubAllGlobals()
  for (const { id } of saved()) await openSaved().remove(id)
})

describe.each(['en', 'ur'] as const)('saving what is said (%s)', (language) => {
  const t = keptWords[language].save
  const time = (at: number) => formatTime(at, locales[language])

  it('where the programme says nothing takes the last minutes, as many as are chosen', async () => {
    const { container } = show(language)
    const choice = screen.getByLabelText(t.howMuch) as HTMLSelectElement
    expect(choice.value).toBe('10')
    await clean(container)
    fireEvent.change(choice, { target: { value: '1' } })
    await tap(t.last(1))
    await within(status()).findByText(new RegExp(time(began)))
    expect(status().textContent).toContain(t.from(time(began), time(began + 40_000)))
    const [speech] = saved()
    expect(speech).toMatchObject({ from: began, to: began + 40_000, missing: 0, words: language })
    expect(screen.getByRole('link', { name: t.open }).getAttribute('href')).toBe(`/read/${speech?.id}`)
    expect(await (await openSaved().words(speech?.id ?? '')).text()).toContain('We stay.')
    await clean(container)
  })

  it('else takes the part of the programme that is on, by its name', async () => {
    show(language, { programme: [address] })
    expect(screen.queryByLabelText(t.howMuch)).toBeNull()
    await tap(t.item(address.title[language]))
    await waitFor(() => expect(saved()).toHaveLength(1))
    expect(saved()[0]).toMatchObject({ title: address.title, from: began + 8000, to: began + 40_000 })
  })

  it('says how much of it is missing, and where there is nothing of it', async () => {
    show(language, { without: [3] })
    await tap(t.last(10))
    await waitFor(() => expect(status().textContent).toContain(t.missing('0:04')))
    cleanup()
    show(language, { without: listed.map(({ number }) => number) })
    await tap(t.last(10))
    await waitFor(() => expect(status().textContent).toBe(t.nothing))
  })

  it('what was saved is taken back again, and the focus does not leave the part', async () => {
    show(language)
    await tap(t.last(10))
    const undo = await screen.findByRole('button', { name: t.undo })
    undo.focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(status().textContent).toBe(t.undone))
    expect(saved()).toEqual([])
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: t.title }))
  })

  it('a phone that keeps nothing says so', async () => {
    show(language)
    vi.stubGlobal('structuredClone', () => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    await tap(t.last(10))
    expect((await screen.findByRole('alert')).textContent).toBe(texts[language].problems['storage-full'])
  })
})

it('while it saves says so and takes no second tap; the button keeps the focus', async () => {
  show()
  const button = screen.getByRole('button', { name: keptWords.en.save.last(10) })
  button.focus()
  act(() => void fireEvent.click(button))
  expect(button.textContent).toBe(keptWords.en.save.saving)
  expect(button.getAttribute('aria-disabled')).toBe('true')
  fireEvent.click(button)
  await screen.findByRole('link', { name: keptWords.en.save.open })
  expect(saved()).toHaveLength(1)
  expect(document.activeElement).toBe(button)
})

describe('a hole in what is kept', () => {
  const heldAgain = began + 100_000
  const t = keptWords.en

  it('is told with its end, and there is a way around it', async () => {
    const { asked, container, change, again } = show('en', { heldAgain })
    expect(screen.getByRole('alert').textContent).toContain(t.hole(formatTime(heldAgain, 'en-PK')))
    await clean(container)
    const button = screen.getByRole('button', { name: t.goOn(formatTime(heldAgain, 'en-PK')) })
    button.focus()
    fireEvent.click(button)
    expect(asked).toEqual([`seekTo ${heldAgain}`])
    change({ heldAgain: null })
    again()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('that is over before it is read is not told; nor is there anything to save where nothing plays', () => {
    show('en', { heldAgain: began + 41_000 })
    expect(screen.queryByRole('alert')).toBeNull()
    cleanup()
    show('en', { unsupported: true })
    expect(screen.queryByRole('button')).toBeNull()
  })
})
