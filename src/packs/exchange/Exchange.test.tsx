// @vitest-environment jsdom
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Bytes } from '../../shared/bytes.ts'
import { packOf } from '../../shared/pack/testing.ts'
import { ProblemError } from '../../shared/problem.ts'
import { keyId, publicKeyOf } from '../../shared/signature.ts'
import { createStore } from '../../shared/store.ts'
import { inLanguage, texts } from '../../ui/testing.tsx'
import { memoryStore } from '../memory-store.ts'
import { PacksScreen } from '../PacksScreen.tsx'
import { openPacks, type Packs } from '../packs.ts'
import type { PacksDeps } from '../packs-deps.ts'
import {
  makeEdition,
  mapSource,
  memoryWishes,
  newKeys,
  type TestEdition,
  type TestKeys,
} from '../test-edition.ts'
import { makeRotated, rotate } from '../test-rotation.ts'
import { exchangeWords } from './words.ts'

// A hang guard, not a measure: code that comes late takes its time on a busy machine.
configure({ asyncUtilTimeout: 15_000 })

let keys: TestKeys
let seven: TestEdition
let eight: TestEdition
beforeAll(async () => {
  keys = await newKeys()
  seven = await makeEdition(keys, 7)
  eight = await makeEdition(keys, 8)
})
let packs: Packs | null = null
afterEach(() => {
  cleanup()
  packs?.close()
})

/** The screen over real packs; `files` is what the only mirror has, `null` one out of reach. */
const open = async (
  files: ReadonlyMap<string, Bytes> | null,
  {
    language = 'en' as 'en' | 'ur',
    savesData = false,
    waiting = 0,
    now = '2031-01-08T00:00:00Z',
    storage = null as PacksDeps['storage'],
  } = {},
) => {
  packs = await openPacks({
    trust: keys.trust,
    mirrors: ['/edition/'],
    openStore: async () => ({ ...memoryStore(), durable: true }),
    sourceOf: (name) => ({
      name,
      async get(path, options) {
        if (!files) throw new ProblemError('offline')
        return mapSource(files).get(path, options)
      },
    }),
    locks: null,
    channel: null,
    storage,
    wake: () => ({ sooner: () => {}, stop: () => {} }),
    wishes: memoryWishes(),
    prefetch: () => undefined,
    savesData: () => savesData,
    now: () => Date.parse(now),
    random: () => 0.5,
  })
  const entries = Array.from({ length: waiting }, () => ({ bytes: new Uint8Array(2000) }))
  const donations = { state: createStore({ entries }), close: vi.fn() }
  render(inLanguage(<PacksScreen packs={packs} waiting={waiting} donations={donations} />, language))
  const t = exchangeWords[language]
  await screen.findByRole('heading', { name: t.open.title })
  const inside = (heading: string) =>
    within(screen.getByRole('heading', { name: heading }).closest('section')!)
  return { t, packs, inside, donations }
}
const fileOf = async ({ files }: TestEdition, keep: (path: string) => boolean = () => true) => {
  const chosen = [...files].filter(([path]) => path.startsWith('manifest.') || keep(path))
  return new File([await packOf(Object.fromEntries(chosen))], 'from-a-friend.html')
}
const give = (file: File) => {
  const input = document.querySelector('input[type=file]') as HTMLInputElement
  fireEvent.change(input, { target: { files: [file] } })
}

describe.each(['en', 'ur'] as const)('the exchange of packs (%s)', (language) => {
  it('says what a pack holds and who signed it before it is taken, and then takes it', async () => {
    const { t, inside, packs } = await open(null, { language })
    give(await fileOf(seven))
    const panel = inside(t.open.title)
    expect(await panel.findByRole('heading', { name: t.open.found })).toBeTruthy()
    expect(panel.getByText(new RegExp(t.open.edition(7, '.*')))).toBeTruthy()
    expect(panel.getByText(t.open.first)).toBeTruthy()
    expect(panel.getByText(/[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}/)).toBeTruthy()
    expect(packs.state.get().reader).toBeNull()
    fireEvent.click(panel.getByRole('button', { name: t.open.take }))
    expect(await panel.findByText(t.open.taken)).toBeTruthy()
    expect(packs.state.get().reader?.manifest.edition).toBe(7)
  })

  it('does not take an older one, and says what a part lacks', async () => {
    const { t, inside, packs } = await open(eight.files, { language })
    await waitFor(() => expect(packs.state.get().complete).toBe(true))
    give(await fileOf(seven, (path) => !path.endsWith('.mp4')))
    const panel = inside(t.open.title)
    expect((await panel.findByRole('alert')).textContent).toBe(t.open.older)
    expect(panel.getByText(new RegExp(t.open.part))).toBeTruthy()
    expect(panel.queryByRole('button', { name: t.open.take })).toBeNull()
    fireEvent.click(panel.getByRole('button', { name: t.open.putAway }))
    expect(panel.getByText(t.open.choose)).toBeTruthy()
  })

  it('says quietly that the organisation has changed its key, with both to be read aloud, before a pack is taken and after', async () => {
    const { t, inside, packs } = await open(seven.files, { language })
    await waitFor(() => expect(packs.state.get().complete).toBe(true))
    expect(screen.queryByText(t.keys.more)).toBeNull()
    expect(packs.state.get().signer).toBe(await keyId(keys.trust.contentKey))
    const changed = await rotate(await rotate(keys, 8), 8, { role: 'donation' })
    give(await fileOf(await makeRotated(changed, 8)))
    const panel = inside(t.open.title)
    await waitFor(() => expect(panel.getByText(t.keys.more)).toBeTruthy())
    const spoken = (text: string | null) => text?.replace(/[\s\u2066-\u2069]/g, '') ?? ''
    const both = async (role: 'content' | 'donation') =>
      t.keys.before +
      (await keyId(publicKeyOf(keys[role]))) +
      t.keys.now +
      (await keyId(publicKeyOf(changed[role])))
    for (const role of ['content', 'donation'] as const)
      expect(
        spoken(panel.getByRole('heading', { name: t.open.title }).closest('section')!.textContent),
      ).toContain(spoken(await both(role)))
    fireEvent.click(panel.getByRole('button', { name: t.open.take }))
    await waitFor(() => expect(packs.state.get().reader?.manifest.edition).toBe(8))
    expect(packs.state.get().signer).toBe(await keyId(publicKeyOf(changed.content)))
    fireEvent.click(panel.getByText(t.open.another))
    // It stays told, above everything else, and does not alarm.
    await waitFor(() => expect(screen.getByText(t.keys.more)).toBeTruthy())
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('refuses what is no pack, by name and with the reason', async () => {
    const { t, inside } = await open(null, { language })
    give(new File(['<p>a page</p>'], 'page.html'))
    const alert = await inside(t.open.title).findByRole('alert')
    expect(alert.textContent).toContain(t.open.refused('page.html'))
    expect(alert.textContent).toContain(texts[language].problems.pack)
  })

  it('makes a pack whose size follows the choice, and hands it over with its code', async () => {
    const { t, inside, packs } = await open(seven.files, { language })
    await waitFor(() => expect(packs.state.get().complete).toBe(true))
    await screen.findByRole('heading', { name: t.make.title })
    const panel = inside(t.make.title)
    expect(await panel.findByText(new RegExp(t.make.size('.*')))).toBeTruthy()
    const languages = [
      panel.getByRole('checkbox', { name: t.make.english }),
      panel.getByRole('checkbox', { name: t.make.urdu }),
    ]
    fireEvent.click(languages[0]!)
    // One language stays.
    expect((languages[1] as HTMLInputElement).disabled).toBe(true)
    await waitFor(() =>
      expect(panel.getByRole<HTMLButtonElement>('button', { name: t.make.make }).disabled).toBe(false),
    )
    fireEvent.click(panel.getByRole('button', { name: t.make.make }))
    expect(await panel.findByRole('heading', { name: t.make.made })).toBeTruthy()
    expect(panel.getByText(/^[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}$/)).toBeTruthy()
    expect(panel.getByText('lantern-edition-7.html')).toBeTruthy()
    expect(panel.getByRole('button', { name: t.make.save })).toBeTruthy()
  })

  it('makes room by kind, after a question, and does not fetch it again', async () => {
    const { t, inside, packs } = await open(seven.files, { language })
    await waitFor(() => expect(packs.state.get().complete).toBe(true))
    const panel = inside(t.room.title)
    const sound = texts[language].packs.kinds.sound
    fireEvent.click(await panel.findByRole('button', { name: t.room.remove(sound) }))
    expect(packs.state.get().reader?.has('items/speech/audio.m4a')).toBe(true)
    const question = panel.getByRole('group', { name: new RegExp(sound) })
    fireEvent.click(within(question).getByRole('button', { name: t.room.removeYes }))
    await waitFor(() => expect(packs.state.get().reader?.has('items/speech/audio.m4a')).toBe(false))
    expect(packs.state.get().complete).toBe(true)
    expect(await panel.findByText(t.room.own)).toBeTruthy()
    fireEvent.click(panel.getByRole('radio', { name: new RegExp(`^${t.room.choices.everything.name}`) }))
    await waitFor(() => expect(packs.state.get().reader?.has('items/speech/audio.m4a')).toBe(true))
  })

  it('asks before it erases, and says what would be lost', async () => {
    const { t, inside } = await open(null, { language, waiting: 2 })
    const panel = inside(t.room.title)
    fireEvent.click(panel.getByRole('button', { name: t.room.erase }))
    expect(panel.getByText(new RegExp(t.room.eraseWaiting(2)))).toBeTruthy()
    expect(document.activeElement?.textContent).toBe(t.room.keep)
    fireEvent.click(panel.getByRole('button', { name: t.room.keep }))
    expect(panel.getByRole('button', { name: t.room.erase })).toBeTruthy()
  })

  it('counts what the donations and the app take, which stay', async () => {
    const app = new Map([['/assets/a.js', new Response('x'.repeat(5000))]])
    vi.stubGlobal('caches', {
      keys: async () => ['sada-player'],
      open: async () => ({
        keys: async () => [...app.keys()],
        match: async (at: string) => app.get(at)?.clone(),
      }),
    })
    const { t, inside } = await open(seven.files, { language, waiting: 2 })
    const panel = inside(t.room.title)
    const line = async (name: string) => (await panel.findByText(name)).closest('li')?.textContent
    expect(await line(t.room.donations(2))).toContain('4 kB')
    expect(await line(t.room.app)).toContain('5 kB')
    expect(await line(t.room.app)).toContain(t.room.stays)
    vi.unstubAllGlobals()
  })

  it('asks the browser for its promise, and explains a refusal', async () => {
    let answer = false
    let promised = false
    const storage = {
      persisted: async () => promised,
      async persist() {
        promised = answer
        return answer
      },
      estimate: async () => ({ usage: 5e6, quota: 1e8 }),
    }
    const { t, inside } = await open(seven.files, { language, storage })
    const panel = inside(t.room.title)
    fireEvent.click(await panel.findByRole('button', { name: t.room.persist }))
    expect(await panel.findByText(t.room.refused)).toBeTruthy()
    answer = true
    fireEvent.click(panel.getByRole('button', { name: t.room.persist }))
    expect(await panel.findByText(texts[language].packs.persisted)).toBeTruthy()
    expect(panel.queryByText(t.room.refused)).toBeNull()
  })

  it('says where the clock cannot be right, and where an edition looks stale only by it', async () => {
    const { t } = await open(seven.files, { language, now: '2019-01-01T00:00:00Z' })
    const words = (said: (today: string) => string) => new RegExp(said('§').split('§')[1] ?? '§')
    expect(await screen.findByText(words(t.clock.early))).toBeTruthy()
    cleanup()
    packs?.close()
    await open(seven.files, { language, now: '2041-01-01T00:00:00Z' })
    expect(await screen.findByText(words(t.clock.stale))).toBeTruthy()
    cleanup()
    packs?.close()
    await open(seven.files, { language })
    expect(screen.queryByText(words(t.clock.stale))).toBeNull()
  })

  it('fetches words only where the browser spares data, and says why', async () => {
    const { t, inside, packs } = await open(seven.files, { language, savesData: true })
    await waitFor(() => expect(packs.state.get().complete).toBe(true))
    expect(packs.state.get().reader?.has('items/tribute/1.webp')).toBe(false)
    expect(inside(t.room.title).getByText(t.room.savesData)).toBeTruthy()
  })
})
