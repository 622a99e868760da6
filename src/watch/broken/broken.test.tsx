// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { testReader } from '../../library/test-reader.tsx'
import { placeOf } from '../../link/equal-addresses.ts'
import { createMirrors, type Mirrors } from '../../link/mirror-board.ts'
import { askWhatIsBroken } from '../../shared/status.ts'
import { formatTime } from '../../ui/format.ts'
import { isolated } from '../../ui/isolate.ts'
import { inLanguage } from '../../ui/testing.tsx'
import type { Trouble as Found } from '../player/diagnose.ts'
import type { Failover } from '../player/failover.ts'
import { nine, testPlayer } from '../testing.tsx'
import { Trouble } from './Trouble.tsx'
import { brokenWords } from './words.ts'

const languages = ['en', 'ur'] as const
const locales = { en: 'en-PK', ur: 'ur-PK' }
/** Seventeen minutes to ten, as the phone's clock says it. */
const at = nine + 43 * 60_000

let mirrors: Mirrors
/** What "Check again" finds. */
let found: () => void = () => {}
let finish: () => void = () => {}

beforeEach(() => {
  vi.useFakeTimers({ now: at, toFake: ['Date'] })
  mirrors = createMirrors(['a', 'b', 'c'].map((name) => placeOf(`https://${name}.example/main.m3u8`)))
  // jsdom knows dialogs, but not how to open and close them; diagnosis.test.ts has a real browser's.
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      this.open = true
      this.querySelector('button')?.focus()
    },
    close(this: HTMLDialogElement) {
      this.open = false
      this.dispatchEvent(new Event('close'))
    },
  })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const show = (trouble: Found | null, language: 'en' | 'ur' = 'en', { lost = 0, here = true } = {}) => {
  const test = testPlayer({ trouble, lost })
  const failover = {
    mirrors,
    check: () =>
      new Promise<void>((resolve) => {
        finish = () => {
          found()
          resolve()
        }
      }),
  } as unknown as Failover
  Object.assign(test.player, { failover: () => (here ? failover : null) })
  const draw = () =>
    inLanguage(
      <main>
        <h1>Watch</h1>
        <h2>What is said</h2>
        <Trouble player={test.player} state={test.player.state.get()} reader={testReader()} />
      </main>,
      language,
    )
  const { rerender, container } = render(draw())
  const become = (next: Found | null) => {
    test.change({ trouble: next })
    act(() => rerender(draw()))
  }
  return { become, container, again: () => act(() => rerender(draw())) }
}
const line = () => document.querySelector('main [data-trouble]')?.textContent ?? null
const open = () => fireEvent.click(screen.getByRole('button', { name: /[?؟]$/ }))
const rowOf = (name: string) => document.querySelector(`[data-mirror="${name}.example"]`) as HTMLElement
const status = () => within(screen.getByRole('dialog')).getByRole('status').textContent
const clean = async (container: Element) => {
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

describe.each(languages)('what is wrong (%s)', (language) => {
  const t = brokenWords[language]
  const time = formatTime(at, locales[language])
  const all: [Found, words: string, role: 'alert' | 'status'][] = [
    [{ kind: 'phone-offline', since: at }, t.trouble['phone-offline'](time), 'alert'],
    [{ kind: 'portal', since: at }, t.trouble.portal(time), 'alert'],
    [{ kind: 'link-dead', since: at }, t.trouble['link-dead'](time), 'alert'],
    [{ kind: 'origin-gone', since: at }, t.trouble['origin-gone'](time), 'alert'],
    [{ kind: 'speaker-cut', at, held: true }, t.cutHeld(time), 'alert'],
    [{ kind: 'speaker-cut', at, held: false }, t.cut(time), 'alert'],
    [{ kind: 'speaker-restarted', at, seconds: 65 }, t.paused(time, 65), 'status'],
    [{ kind: 'speaker-restarted', at, seconds: 0 }, t.restarted(time), 'status'],
    [
      { kind: 'mirror-blocked', hosts: ['a.example', 'b.example'] },
      t.blocked('a.example, b.example'),
      'status',
    ],
  ]

  it.each(all)('$kind is said in plain words, with what is done about it', async (trouble, words, role) => {
    const { container, become } = show(null, language)
    const region = screen.getByRole('status')
    expect([line(), region.textContent]).toEqual([null, ''])
    become(trouble)
    expect(line()).toBe(words)
    expect(new Set(all.map(([, each]) => each)).size).toBe(all.length)
    // What keeps nobody from listening comes into a region that stood there before; the rest interrupts.
    const said = screen.getByRole(role)
    expect(said.textContent).toContain(words)
    expect(role === 'status' ? said === region : screen.getByRole('status').textContent === '').toBe(true)
    await clean(container)
    become(null)
    expect([line(), screen.queryByRole('alert'), screen.getByRole('status').textContent]).toEqual([
      null,
      null,
      '',
    ])
  })

  it('what took long is told in minutes', () => {
    show({ kind: 'speaker-restarted', at, seconds: 1845 }, language)
    expect(line()).toContain({ en: ' 31 minutes', ur: ' 31 منٹ' }[language])
  })

  it('what was lost is told with the recording of it, or that there is none yet', async () => {
    const { container } = show(null, language, { lost: 40 })
    expect(screen.getByRole('alert').textContent).toContain(t.lost(40))
    expect(screen.getByRole('alert').textContent).toContain(t.recordedLater)
    await clean(container)
  })

  it('the sheet tells of each mirror whether it answers, how fast and how fresh, and what failed last', async () => {
    mirrors.answered(0, 20_000, 1000)
    mirrors.listed(0, at)
    mirrors.failed(1, 'portal')
    const { container } = show({ kind: 'mirror-blocked', hosts: ['b.example'] }, language)
    open()
    const sheet = within(screen.getByRole('dialog', { name: t.title }))
    expect(sheet.getByText(t.lead(3))).toBeTruthy()
    expect(sheet.getByText(t.blocked('b.example'))).toBeTruthy()
    const kbps = (160).toLocaleString(locales[language])
    expect(rowOf('a').textContent).toBe(
      ['a.example', [t.reach.good, t.inUse, t.speed(kbps), t.fresh].join(' ')].join(''),
    )
    expect(rowOf('b').textContent).toBe(
      ['b.example', [t.reach.bad, t.failed(time, t.failure.portal)].join(' ')].join(''),
    )
    expect(rowOf('c').textContent).toBe(`c.example${t.reach.unknown}`)
    await clean(container)
  })

  it('checks again where that is wished, says that it does and when it has, and changes no focus', async () => {
    show({ kind: 'portal', since: at }, language)
    open()
    const button = screen.getByRole('button', { name: t.check })
    button.focus()
    fireEvent.click(button)
    expect(button.textContent).toBe(t.checking)
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(status()).toBe('')
    found = () => {
      mirrors.failed(0, 'frozen')
      mirrors.answered(1, 0, 0)
    }
    await act(async () => finish())
    expect(button.textContent).toBe(t.check)
    expect(document.activeElement).toBe(button)
    expect(status()).toBe(t.checked(formatTime(Date.now(), locales[language])))
    expect(['a', 'b', 'c'].map((name) => rowOf(name).dataset['reach'])).toEqual(['frozen', 'good', 'unknown'])
  })

  it('is copied as text for whoever can help; where the browser refuses, that is said', async () => {
    const writeText = vi.fn(async (_: string) => {})
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } })
    mirrors.failed(0, 'silent')
    show({ kind: 'link-dead', since: at }, language)
    open()
    const copy = screen.getByRole('button', { name: t.copy })
    await act(async () => void fireEvent.click(copy))
    const [title, what, first] = writeText.mock.calls[0]?.[0].split('\n') ?? []
    expect([title, what]).toEqual([t.title, t.trouble['link-dead'](time)])
    expect(first).toContain(`a.example: ${t.reach.bad}`)
    expect(status()).toBe(t.copied)
    writeText.mockRejectedValueOnce(new DOMException('no', 'NotAllowedError'))
    await act(async () => void fireEvent.click(copy))
    expect(status()).toBe(t.notCopied)
  })

  it('opens from the status line where nothing is wrong, and before the mirrors are looked after, and says so', async () => {
    const { container } = show(null, language, { here: false })
    expect(screen.queryByRole('dialog')).toBeNull()
    act(() => void dispatchEvent(new Event(askWhatIsBroken)))
    const sheet = within(screen.getByRole('dialog', { name: t.title }))
    expect(sheet.getByText(t.nothing)).toBeTruthy()
    expect(sheet.getByText(t.notYet)).toBeTruthy()
    expect(sheet.queryByRole('button', { name: t.check })).toBeNull()
    await clean(container)
  })
})

describe('by keyboard', () => {
  it('opens, closes, and leaves the focus where it was', async () => {
    show({ kind: 'origin-gone', since: at })
    const button = screen.getByRole('button', { name: brokenWords.en.open })
    expect(button.getAttribute('aria-haspopup')).toBe('dialog')
    const user = userEvent.setup()
    await user.tab()
    expect(document.activeElement).toBe(button)
    await user.keyboard('{Enter}')
    await screen.findByRole('dialog', { name: brokenWords.en.title })
    await user.keyboard('{Enter}')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('a tap beside the sheet closes it, a tap in it does not', () => {
    show({ kind: 'origin-gone', since: at })
    open()
    fireEvent.click(screen.getByText(brokenWords.en.lead(3)))
    expect(screen.queryByRole('dialog')).not.toBeNull()
    fireEvent.click(screen.getByRole('dialog'))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('what has the focus and is over leaves it near: at what came in its place, or where it was', async () => {
    const { become } = show({ kind: 'link-dead', since: at })
    screen.getByRole('button', { name: brokenWords.en.open }).focus()
    become({ kind: 'origin-gone', since: at })
    await act(async () => {})
    expect(document.activeElement).toBe(screen.getByRole('button', { name: brokenWords.en.open }))
    become(null)
    await act(async () => {})
    expect(document.activeElement?.getAttribute('aria-label')).toBe(brokenWords.en.title)
  })

  it('a sheet that is open stays open when it is over, and says so', () => {
    const { become } = show({ kind: 'link-dead', since: at })
    open()
    become(null)
    expect(within(screen.getByRole('dialog')).getByText(brokenWords.en.nothing)).toBeTruthy()
  })
})

it('in Urdu hosts and times stand by themselves, whichever way they are written', () => {
  show({ kind: 'mirror-blocked', hosts: ['a.example'] }, 'ur')
  expect(line()).toContain(isolated('a.example'))
})
