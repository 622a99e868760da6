import type { Bytes } from '../shared/bytes.ts'
import { ProblemError } from '../shared/problem.ts'
import type { AcceptedEdition, EditionStore, StoredEdition } from './edition-store.ts'
import { acceptEdition, chooseKept, listedHashes, stillCounts } from './keep-rule.ts'

/** What a phone with 1 GB of memory can spare a page: all the words, pictures and speeches, not the film. */
export const memoryBudget = 48 * 1024 * 1024

/** A store that lasts as long as the page: for browsers that refuse to keep anything. `budget` in bytes. */
export const memoryStore = (budget: number = memoryBudget): EditionStore => {
  const files = new Map<string, Blob>()
  const editions = new Map<number, StoredEdition>()
  let current: number | null = null
  let highest: AcceptedEdition | null = null
  let used = 0
  const lockKeys = new Map<string, Bytes>()

  const drop = (sha256: string): void => {
    used -= files.get(sha256)?.size ?? 0
    files.delete(sha256)
  }

  return {
    durable: false,
    pieces: null,
    hashes: async () => new Set(files.keys()),
    file: async (sha256) => files.get(sha256) ?? null,
    async put(sha256, bytes) {
      if (files.has(sha256)) return
      const blob = bytes instanceof Blob ? bytes : new Blob([bytes])
      if (used + blob.size > budget) throw new ProblemError('storage-full', 'memory for this visit')
      files.set(sha256, blob)
      used += blob.size
    },
    drop: async (sha256) => drop(sha256),
    current: async () => (current === null ? null : (editions.get(current) ?? null)),
    editions: async () => [...editions.values()],
    highest: async () => highest,
    async switchTo(edition) {
      highest = acceptEdition(highest, edition)
      for (const kept of editions.values())
        if (!stillCounts(kept, edition.ring)) editions.delete(kept.edition)
      editions.set(edition.edition, edition)
      current = edition.edition
    },
    async tidy({ previous, keep }) {
      const { kept, gone } = chooseKept([...editions.values()], current, previous)
      for (const { edition } of gone) editions.delete(edition)
      const listed = new Set([...keep, ...kept.flatMap(listedHashes)])
      const surplus = [...files.keys()].filter((sha256) => !listed.has(sha256))
      for (const sha256 of surplus) drop(sha256)
      return surplus.length
    },
    lockKeys: async () => lockKeys,
    keepLockKey: async (keySha256, key) => void lockKeys.set(keySha256, key),
    close: () => {},
  }
}
