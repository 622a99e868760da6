import 'fake-indexeddb/auto'
import { deleteDB } from 'idb'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { packInbox } from '../../src/packs/exchange/pack-in.ts'
import { importEdition } from '../../src/packs/import-edition.ts'
import { databaseName } from '../../src/packs/indexeddb-database.ts'
import { openIndexedDbStore } from '../../src/packs/indexeddb-store.ts'
import { mirrorSource } from '../../src/packs/mirror-source.ts'
import type { Trust } from '../../src/packs/open-manifest.ts'
import { openPacks, type Packs } from '../../src/packs/packs.ts'
import type { PacksDeps } from '../../src/packs/packs-deps.ts'
import { mapSource, memoryWishes, type TestEdition } from '../../src/packs/test-edition.ts'
import type { Bytes } from '../../src/shared/bytes.ts'
import { packOf } from '../../src/shared/pack/testing.ts'
import { closeMirrors, type Mirror, newMirror, type Serve, serving } from './mirror.ts'

/** A phone as the app has it: the mediator of all editions over a real IndexedDB and real HTTP. */

const opened: Packs[] = []

beforeEach(async () => {
  vi.stubGlobal('location', { href: 'http://127.0.0.1/' })
  await deleteDB(databaseName)
})
afterEach(() => {
  for (const packs of opened.splice(0)) packs.close()
  closeMirrors()
})

/** Within the freshness of every test edition. */
export const evening = Date.parse('2031-01-08T00:00:00Z')

export const newPhone = async (
  trust: Trust,
  mirrors: readonly Mirror[],
  change: Partial<PacksDeps> = {},
): Promise<Packs> => {
  const packs = await openPacks({
    trust,
    mirrors: mirrors.map(({ url }) => url),
    openStore: openIndexedDbStore,
    sourceOf: mirrorSource,
    locks: navigator.locks,
    channel: null,
    storage: null,
    wake: () => ({ sooner: () => undefined, stop: () => undefined }),
    wishes: memoryWishes(),
    prefetch: () => undefined,
    savesData: () => false,
    now: () => evening,
    random: () => 0.5,
    ...change,
  })
  opened.push(packs)
  return packs
}

/** Puts an edition on the phone before it is opened, and nothing else. */
export const hold = async (trust: Trust, { files }: TestEdition): Promise<void> => {
  await deleteDB(databaseName)
  const store = await openIndexedDbStore()
  await importEdition(mapSource(files), store, trust, { now: evening })
  store.close()
}

/** What came of an offer: the problem the person is told of, if any, and the edition that is open. */
export interface Outcome {
  problem: string | null
  detail: string
  edition: number | null
  packs: Packs
}

const outcome = (packs: Packs, problem: { key: string; detail?: string } | null): Outcome => ({
  problem: problem?.key ?? null,
  detail: problem?.detail ?? '',
  edition: packs.state.get().reader?.manifest.edition ?? null,
  packs,
})

/** A mirror serves it, and the phone syncs. */
export const fromMirror = async (
  trust: Trust,
  serve: Serve,
  change: Partial<PacksDeps> = {},
): Promise<Outcome> => {
  const packs = await newPhone(trust, [await newMirror(serve)], change)
  await packs.sync()
  return outcome(packs, packs.state.get().reports[0]?.problem ?? null)
}

/** A friend's file: looked into, and taken if it may be. */
export const fromFile = async (
  trust: Trust,
  bytes: Bytes,
  change: Partial<PacksDeps> = {},
): Promise<Outcome> => {
  const packs = await newPhone(trust, [], change)
  await packs.sync()
  const inbox = packInbox(packs)
  await inbox.look(new File([bytes], 'pack.html'))
  await inbox.take()
  const now = inbox.state.get()
  return outcome(packs, now.at === 'refused' ? now.problem : null)
}

export type Files = ReadonlyMap<string, Bytes>
export type Way = (trust: Trust, files: Files, change?: Partial<PacksDeps>) => Promise<Outcome>

/** The ways in, each given the same files. */
export const ways: readonly [name: string, way: Way][] = [
  ['mirror', (trust, files, change) => fromMirror(trust, serving(files), change)],
  ['pack', async (trust, files, change) => fromFile(trust, await packOf(Object.fromEntries(files)), change)],
]

/** The edition is open, and every file of it is on the phone with the organiser's own bytes. */
export const assertWhole = async (packs: Packs, { manifest, files }: TestEdition): Promise<void> => {
  const { reader, complete } = packs.state.get()
  expect(reader?.manifest.edition).toBe(manifest.edition)
  expect(complete).toBe(true)
  for (const { path } of manifest.files) {
    const bytes = new Uint8Array((await (await reader?.file(path))?.arrayBuffer()) ?? [])
    // Not `toEqual`: that takes seconds over a film.
    expect(Buffer.compare(bytes, files.get(path) ?? new Uint8Array(0)), path).toBe(0)
  }
}

/** The same with one file replaced, or one taken away by `null`. */
export const altered = (files: Files, name: string, bytes: Bytes | null): Map<string, Bytes> => {
  const copy = new Map(files)
  if (bytes) copy.set(name, bytes)
  else copy.delete(name)
  return copy
}

/** One bit changed. */
export const flipped = (bytes: Bytes, at: number): Bytes => {
  const copy = bytes.slice()
  copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ 1
  return copy
}
