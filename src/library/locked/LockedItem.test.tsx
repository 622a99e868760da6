// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Content, Item } from '../../shared/content.ts'
import { codeOf } from '../../shared/lock/code.ts'
import { wordsOf } from '../../shared/lock/lock-words.ts'
import { lockKeyHash } from '../../shared/lock/seal.ts'
import type { Lock, ManifestFile } from '../../shared/manifest.ts'
import { ProblemError } from '../../shared/problem.ts'
import type { EditionReader } from '../../shared/reader.ts'
import { keptOf } from '../desk/keep/keep-state.ts'
import { deskWords } from '../desk/words.ts'
import { LibraryScreen } from '../LibraryScreen.tsx'
import { show, testReader } from '../test-reader.tsx'
import { lockedWords } from './words.ts'

const handed = { offline: null, sound: { stop: null } }
const key = new Uint8Array(16).fill(3)
const anthemKey = new Uint8Array(16).fill(4)
const t = lockedWords.en
let locks: Lock[]
beforeAll(async () => {
  const file = (path: string) => ({ path, type: 'text/markdown', bytes: 10, sha256: '0'.repeat(64) })
  locks = [
    { id: 'at-nine', keySha256: await lockKeyHash(key), files: [file('sealed/a.bin'), file('sealed/b.bin')] },
    { id: 'anthem', keySha256: await lockKeyHash(anthemKey), files: [file('sealed/c.bin')] },
  ]
  // The text of an item scrolls to where it was left.
  vi.stubGlobal('scrollBy', vi.fn())
})
beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const opens = '2031-01-07T16:00:00Z'
const locked = (id: string, item: string): Item => ({
  id,
  kind: 'chapter',
  title: { en: `Sealed ${id}`, ur: 'مہربند باب' },
  summary: { en: 'What may be said before', ur: 'جو پہلے کہا جا سکتا ہے' },
  lock: { item, opens },
})
const revealed: Item = { ...locked('at-nine', ''), title: { en: 'The pledge', ur: 'عہد' } }
delete revealed.lock

interface Phone {
  here?: string[]
  keyed?: string[]
  open?: boolean
}
const readerWith = ({
  here = ['sealed/a.bin', 'sealed/b.bin', 'sealed/c.bin'],
  keyed = [],
  open,
}: Phone = {}) => {
  const base = testReader()
  const sealed = ['a', 'b', 'c'].map(
    (name): ManifestFile => ({
      path: `sealed/${name}.bin`,
      type: 'application/octet-stream',
      bytes: 1_200_000,
      sha256: name,
      group: 'text',
    }),
  )
  const content: Content = {
    ...base.content,
    items: [
      ...base.content.items,
      open ? revealed : locked('at-nine', 'sealed/a.bin'),
      locked('anthem', 'sealed/c.bin'),
      {
        id: 'out',
        kind: 'notice',
        title: { en: 'Out', ur: 'جاری' },
        releases: [{ lock: 'at-nine', code: codeOf(key) }],
      },
    ],
  }
  const reader: EditionReader = {
    ...base,
    manifest: { ...base.manifest, files: [...base.manifest.files, ...sealed], locks },
    content,
    keyed: new Set(keyed),
    has: (path) => (path.startsWith('sealed/') ? here.includes(path) : base.has(path)),
  }
  return reader
}

/** The screen in a phone: what is unlocked stands open in it. */
const open = async (phone: Phone = {}, language: 'en' | 'ur' = 'en', path = '/read/at-nine') => {
  const unlock = vi.fn(async (_key: Uint8Array) => {})
  const at = (reader: EditionReader) => (
    <LibraryScreen reader={reader} {...handed} loading={false} path={path} unlock={unlock} />
  )
  const shown = show(at(readerWith(phone)), language)
  const words = lockedWords[language]
  await screen.findByRole('heading', { name: words.title })
  return {
    ...shown,
    unlock,
    again: (next: Phone) => shown.rerender(at(readerWith(next))),
    user: userEvent.setup(),
  }
}
const field = () => screen.getByRole('textbox') as HTMLTextAreaElement
const message = () => document.getElementById('locked-message')?.textContent

describe('a locked item', () => {
  it('stands among the others with what may be known: that it is sealed, when it opens, how large it is', () => {
    vi.setSystemTime('2031-01-07T10:00:00Z')
    show(<LibraryScreen reader={readerWith()} {...handed} loading={false} path="/read" />)
    const link = screen.getByRole('link', { name: /^Sealed at-nine/ })
    expect(link.textContent).toMatch(/Sealed, opens .*7 Jan/)
    expect(link.textContent).toContain('On this phone')
    expect(link.textContent).toContain('2.4')
    cleanup()
    vi.setSystemTime('2031-01-07T17:00:00Z')
    show(<LibraryScreen reader={readerWith({ here: [] })} {...handed} loading={false} path="/read" />)
    const late = screen.getByRole('link', { name: /^Sealed at-nine/ })
    expect(late.textContent).not.toContain('opens')
    expect(late.textContent).toContain('Still coming')
  })

  it('says how much of it is here', async () => {
    await open()
    expect(screen.getByText(/on this phone already: 2\.4 MB, sealed/)).toBeTruthy()
    cleanup()
    await open({ here: ['sealed/a.bin'] })
    expect(screen.getByText(/^1\.2 MB of 2\.4 MB are on this phone, sealed/)).toBeTruthy()
    cleanup()
    await open({ here: [] })
    expect(screen.getByText(/not on this phone yet/)).toBeTruthy()
  })

  it('says when its code is, or was, to be given out', async () => {
    vi.setSystemTime('2031-01-07T10:00:00Z')
    await open()
    expect(screen.getByText(/^Its code is to be given out at/)).toBeTruthy()
    cleanup()
    vi.setSystemTime('2031-01-07T17:00:00Z')
    await open()
    expect(screen.getByText(/^Its code was to be given out at/)).toBeTruthy()
  })
})

describe('the field for its code', () => {
  it('groups as one types, says how far one is, and takes the right code with Enter', async () => {
    const { user, unlock, again } = await open()
    await user.type(field(), 'oi2b')
    expect(field().value).toBe('012B')
    await user.type(field(), 'c')
    expect(field().value).toBe('012B-C')
    expect(await screen.findByText('5 of 28')).toBeTruthy()
    // Not read out at every character.
    expect(message()).toBe('')
    await user.clear(field())
    await user.type(field(), codeOf(key).toLowerCase().replaceAll('-', ''))
    expect(field().value).toBe(codeOf(key))
    await waitFor(() => expect(message()).toBe(t.right))
    expect(field().getAttribute('aria-invalid')).toBe('false')
    await user.keyboard('{Enter}')
    await waitFor(() => expect(unlock).toHaveBeenCalledWith(key))
    // The phone has opened it: the item stands in its place, and its heading has the focus.
    again({ open: true, keyed: ['at-nine'] })
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'The pledge' })),
    )
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('says a mistyped one at once, at the field, and opens nothing', async () => {
    const { user, unlock } = await open()
    const wrong = codeOf(key).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    fireEvent.input(field(), { target: { value: wrong } })
    await waitFor(() => expect(message()).toBe(t.mistyped.code))
    expect(document.getElementById('locked-message')?.getAttribute('role')).toBe('status')
    expect(field().getAttribute('aria-invalid')).toBe('true')
    expect(field().getAttribute('aria-describedby')).toContain('locked-message')
    await user.click(screen.getByRole('button', { name: t.open }))
    await waitFor(() => expect(document.activeElement).toBe(field()))
    expect(unlock).not.toHaveBeenCalled()
  })

  it('says what is missing when one wants to open it', async () => {
    const { user, unlock } = await open()
    await user.type(field(), 'K7W2')
    await user.click(screen.getByRole('button', { name: t.open }))
    await waitFor(() => expect(message()).toBe(t.incomplete.code(4, 28)))
    expect(unlock).not.toHaveBeenCalled()
    fireEvent.input(field(), { target: { value: `${codeOf(key)}7` } })
    await waitFor(() => expect(message()).toBe(t.long.code(29, 28)))
  })

  it('keeps the caret where one corrects a character', async () => {
    await open()
    fireEvent.input(field(), { target: { value: 'ABCDEFGH' } })
    field().value = 'ABCXD-EFGH'
    field().setSelectionRange(4, 4)
    fireEvent.input(field())
    expect(field().value).toBe('ABCX-DEFG-H')
    expect(field().selectionStart).toBe(4)
  })

  it('leaves the text of a keyboard that is composing alone until it has done', async () => {
    await open()
    fireEvent.input(field(), { target: { value: 'k7w2k' }, isComposing: true })
    expect(field().value).toBe('k7w2k')
    expect(await screen.findByText('5 of 28')).toBeTruthy()
    field().dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
    await waitFor(() => expect(field().value).toBe('K7W2-K'))
  })

  it('takes twelve words, pasted or typed, and names the one that is none', async () => {
    const { user, unlock } = await open()
    fireEvent.input(field(), { target: { value: wordsOf(key) } })
    expect(screen.getByLabelText(t.words)).toBe(field())
    await waitFor(() => expect(message()).toBe(t.right))
    await user.click(screen.getByRole('button', { name: t.toCode }))
    expect(field().value).toBe('')
    await user.click(screen.getByRole('button', { name: t.toWords }))
    expect(document.activeElement).toBe(field())
    await user.type(field(), 'lantern ')
    await waitFor(() => expect(message()).toContain('lantern'))
    // A code that is pasted among the words is a code.
    fireEvent.input(field(), { target: { value: codeOf(key) } })
    expect(screen.getByLabelText(t.code)).toBe(field())
    await user.click(screen.getByRole('button', { name: t.open }))
    await waitFor(() => expect(unlock).toHaveBeenCalledWith(key))
  })

  it('says whose code it is where it is another item’s, and opens that when asked', async () => {
    const { user, unlock } = await open()
    fireEvent.input(field(), { target: { value: codeOf(anthemKey) } })
    await waitFor(() => expect(message()).toBe(`${t.other} Sealed anthem`))
    expect(screen.getByRole('link', { name: 'Sealed anthem' }).getAttribute('href')).toBe('/read/anthem')
    await user.click(screen.getByRole('button', { name: t.open }))
    await waitFor(() => expect(unlock).toHaveBeenCalledWith(anthemKey))
    await waitFor(() => expect(message()).toBe(`${t.otherOpened} Sealed anthem`))
    fireEvent.input(field(), { target: { value: codeOf(new Uint8Array(16).fill(9)) } })
    await waitFor(() => expect(message()).toBe(t.unknown))
  })

  it('says what went wrong where the key cannot be kept', async () => {
    const { user, unlock } = await open()
    unlock.mockRejectedValueOnce(new ProblemError('storage-blocked'))
    fireEvent.input(field(), { target: { value: codeOf(key) } })
    await user.click(screen.getByRole('button', { name: t.open }))
    expect((await screen.findByRole('alert')).textContent).toContain('does not let us store')
    expect(field().value).toBe(codeOf(key))
  })

  it('gives way to what is true once the key is here: the item has not come, or does not open', async () => {
    await open({ keyed: ['at-nine'], here: ['sealed/b.bin'] })
    expect(screen.getByText(t.kept)).toBeTruthy()
    expect(screen.queryByRole('textbox')).toBeNull()
    cleanup()
    await open({ keyed: ['at-nine'] })
    expect(screen.getByRole('alert').textContent).toContain('no key on this phone opens it')
  })

  it('speaks Urdu, and the code runs from left to right in it', async () => {
    const { user } = await open({}, 'ur')
    expect(field().getAttribute('dir')).toBe('ltr')
    await user.type(field(), 'K7W2')
    await user.click(screen.getByRole('button', { name: lockedWords.ur.open }))
    await waitFor(() => expect(message()).toBe('ابھی نامکمل ہے: 28 میں سے 4 حروف۔'))
  })
})

it('a notice that gave out a key leads to what it opened', async () => {
  show(<LibraryScreen reader={readerWith({ open: true })} {...handed} loading={false} path="/read/out" />)
  expect(screen.getByRole('link', { name: 'The pledge' }).getAttribute('href')).toBe('/read/at-nine')
})

it('is found by what is inside once it has opened, while the page stands', async () => {
  const user = userEvent.setup()
  const at = (phone: Phone) => (
    <LibraryScreen reader={readerWith(phone)} {...handed} path="/read" loading={false} />
  )
  const { rerender } = show(at({}))
  await user.type(await screen.findByRole('searchbox'), 'pledge')
  await screen.findByText(deskWords.en.find.noneMore)
  expect(screen.queryByText('The pledge')).toBeNull()
  rerender(at({ open: true }))
  expect(await screen.findByText('The pledge')).toBeTruthy()
})

describe('what of a locked item is kept', () => {
  const offline = { wants: () => true, arriving: () => 0 }
  const reader = (here: string[]) => {
    const base = readerWith({ here })
    const files = base.manifest.files.map((file) =>
      file.path === 'sealed/b.bin' ? { ...file, group: 'audio' as const } : file,
    )
    return { ...base, manifest: { ...base.manifest, files } }
  }
  it('are its sealed pictures, sound and film, which can be had and removed before it opens', () => {
    const item = locked('at-nine', 'sealed/a.bin')
    expect(keptOf(item, reader(['sealed/a.bin', 'sealed/b.bin']), offline)).toMatchObject({
      state: 'here',
      paths: ['sealed/b.bin'],
    })
    expect(keptOf(item, reader(['sealed/a.bin']), offline)).toMatchObject({
      state: 'coming',
      missing: ['sealed/b.bin'],
    })
    expect(keptOf(locked('anthem', 'sealed/c.bin'), reader([]), offline)).toBeNull()
  })
})
