// @vitest-environment jsdom
import { cleanup, configure, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Bytes } from '../shared/bytes.ts'
import { ProblemError } from '../shared/problem.ts'
import { inLanguage } from '../ui/testing.tsx'
import { memoryStore } from './memory-store.ts'
import { PacksScreen } from './PacksScreen.tsx'
import { openPacks, type Packs } from './packs.ts'
import {
  makeEdition,
  mapSource,
  memoryWishes,
  newKeys,
  type TestEdition,
  type TestKeys,
} from './test-edition.ts'

// A hang guard, not a measure: code that comes late takes its time on a busy machine.
configure({ asyncUtilTimeout: 15_000 })

let keys: TestKeys
let one: TestEdition
beforeAll(async () => {
  keys = await newKeys()
  one = await makeEdition(keys, 7)
})

let packs: Packs | null = null
afterEach(() => {
  cleanup()
  packs?.close()
})

/** The screen over real packs whose only mirror hands out `files`; `null` is a mirror out of reach. */
const open = async (
  files: ReadonlyMap<string, Bytes> | null,
  { now = '2031-01-08T00:00:00Z', language = 'en' as 'en' | 'ur', blocked = false, held = false } = {},
) => {
  let release: () => void = () => {}
  const gate = held
    ? new Promise<void>((resolve) => {
        release = resolve
      })
    : null
  packs = await openPacks({
    trust: keys.trust,
    mirrors: ['/edition/'],
    openStore: async () => {
      if (blocked) throw new ProblemError('storage-blocked')
      return { ...memoryStore(), durable: true }
    },
    sourceOf: (name) => ({
      name,
      async get(path, options) {
        if (!files) throw new ProblemError('offline')
        if (gate && path.endsWith('.m4a')) await gate
        return mapSource(files).get(path, options)
      },
    }),
    locks: null,
    channel: null,
    storage: {
      persist: async () => true,
      persisted: async () => false,
      estimate: async () => ({ usage: 5e6, quota: 1e8 }),
    },
    wake: () => ({ sooner: () => {}, stop: () => {} }),
    wishes: memoryWishes(),
    prefetch: () => undefined,
    savesData: () => false,
    now: () => Date.parse(now),
    random: () => 0.5,
  })
  render(inLanguage(<PacksScreen packs={packs} />, language))
  return { release }
}

describe('PacksScreen', () => {
  it('says whose edition is here, its number, dates and key', async () => {
    await open(one.files)
    expect(await screen.findByRole('heading', { name: 'Everything is on this phone' })).toBeTruthy()
    expect(screen.getByRole('heading', { name: 'Edition 7' })).toBeTruthy()
    expect(screen.getByText('Lantern')).toBeTruthy()
    expect(screen.getByText(/^[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}$/)).toBeTruthy()
    expect(await screen.findByText(/promised to keep/)).toBeTruthy()
    expect(await screen.findByLabelText('5 MB used of 100 MB the browser allows')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('shows what is here and what is coming, and pauses when told', async () => {
    const { release } = await open(one.files, { held: true })
    expect(await screen.findByRole('heading', { name: 'Fetching the edition…' })).toBeTruthy()
    expect(await screen.findByRole('heading', { name: 'Edition 7' })).toBeTruthy()
    expect(await screen.findByLabelText(/^0 of 1, 0 kB of 1 kB/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Pause' }))
    release()
    expect(await screen.findByRole('heading', { name: 'Paused' })).toBeTruthy()
    fireEvent.click(await screen.findByRole('button', { name: 'Continue' }))
    expect(await screen.findByRole('heading', { name: 'Everything is on this phone' })).toBeTruthy()
  })

  it('says so where there is no edition and no connection', async () => {
    await open(null)
    expect(await screen.findByRole('heading', { name: 'No edition on this phone yet' })).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toContain('No connection')
  })

  it('says in plain words that a changed edition was refused', async () => {
    const files = new Map(one.files)
    files.set(
      'manifest.json',
      files.get('manifest.json')!.map((byte) => byte ^ 1),
    )
    await open(files)
    expect((await screen.findByRole('alert')).textContent).toContain('not signed by the organisation')
    expect(screen.getByRole('button', { name: 'Update now' })).toBeTruthy()
  })

  it('warns of an edition past its date, and of storage that does not last', async () => {
    await open(one.files, { now: '2031-05-01T00:00:00Z', blocked: true })
    await screen.findByRole('heading', { name: 'Everything is open, for this visit' })
    const alerts = screen.getAllByRole('alert').map(({ textContent }) => textContent)
    expect(alerts.some((text) => text?.includes('fresh until'))).toBe(true)
    expect(alerts.some((text) => text?.includes('does not let us store'))).toBe(true)
    expect((await screen.findAllByText(/memory only/)).length).toBeGreaterThan(0)
  })

  it('speaks Urdu', async () => {
    await open(one.files, { language: 'ur' })
    expect(await screen.findByRole('heading', { name: 'سب کچھ اس فون پر موجود ہے' })).toBeTruthy()
    expect(screen.getByRole('heading', { name: 'ایڈیشن 7' })).toBeTruthy()
  })
})
