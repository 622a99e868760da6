import { type Bytes, sha256 } from '../shared/bytes.ts'
import type { Content, Item } from '../shared/content.ts'
import { readCode } from '../shared/lock/code.ts'
import { lockKeyHash, openSealed } from '../shared/lock/seal.ts'
import type { Manifest } from '../shared/manifest.ts'
import { ProblemError, toProblem } from '../shared/problem.ts'
import type { EditionStore, LockKeys } from './edition-store.ts'
import type { Shelf } from './shelf.ts'

export interface OpenedLocks {
  /** The table of contents with opened items in the place of those that stood for them. */
  content: Content
  /** Ids of locks whose key is here, opened or not. */
  keyed: ReadonlySet<string>
  /** Keys the edition itself gives out, to be kept. */
  released: LockKeys
  /** What is inside a sealed file. @throws ProblemError `sealed`, `missing-file`, or the store's */
  file(path: string): Promise<Blob>
}

interface Sealed {
  manifest: Pick<Manifest, 'files' | 'locks'>
  content: Content
  /** Keys on this phone. */
  keys: LockKeys
  /** An item from its JSON. @throws ProblemError `manifest`. Handed in: this file comes late, and what it would share with the others must not. */
  decode: (path: string, bytes: Bytes) => Item
  /** Bytes as they are kept. */
  raw: (path: string) => Promise<Blob>
  store: Pick<EditionStore, 'drop'>
  /** SHA-256 of the files on this phone. */
  held: Set<string>
}

/** Keeps a key; in memory, for this visit, where nothing more can be stored. @throws ProblemError `storage-blocked`, `storage-full` */
export const keepKey = async (key: Bytes, shelf: Shelf): Promise<void> => {
  const hash = await lockKeyHash(key)
  try {
    await shelf.store.keepLockKey(hash, key)
  } catch (error) {
    if (!shelf.overlay({ key: toProblem(error).key })) throw error
    await shelf.store.keepLockKey(hash, key)
  }
}

/** Keys the edition gives out, of locks it has. A code that opens none of them is the organiser's mistake, and `edition verify` finds it. */
const releasedBy = async ({ items }: Content, hashes: ReadonlySet<string>): Promise<LockKeys> => {
  const released = new Map<string, Bytes>()
  for (const { code } of items.flatMap(({ releases = [] }) => releases)) {
    const reading = readCode(code)
    if (!('key' in reading)) continue
    const hash = await lockKeyHash(reading.key)
    if (hashes.has(hash)) released.set(hash, reading.key)
  }
  return released
}

/**
 * Opens what the keys on this phone, and those the edition gives out, open. Files stay sealed where they are kept: only what is asked for is
 * opened, in memory. What does not open stays closed, and never keeps the rest of the edition from being read.
 */
export const openLocks = async ({
  manifest,
  content,
  keys,
  decode,
  raw,
  store,
  held,
}: Sealed): Promise<OpenedLocks> => {
  const locks = manifest.locks ?? []
  const released = await releasedBy(content, new Set(locks.map(({ keySha256 }) => keySha256)))
  const keyOf = (hash: string): Bytes | undefined => keys.get(hash) ?? released.get(hash)
  const sealed = new Map(
    locks.flatMap(({ keySha256, files }) => files.map((file) => [file.path, { file, keySha256 }])),
  )

  const inside = async (path: string): Promise<{ type: string; bytes: Bytes }> => {
    const found = sealed.get(path)
    const key = found && keyOf(found.keySha256)
    if (!found || !key) throw new ProblemError('sealed', path)
    const bytes = new Uint8Array(await (await raw(path)).arrayBuffer())
    const plain = await openSealed(key, found.file, bytes)
    if (plain) return { type: found.file.type, bytes: plain }
    const { sha256: hash = '' } = manifest.files.find((file) => file.path === path) ?? {}
    if ((await sha256(bytes)) === hash) throw new ProblemError('sealed', path)
    // The phone's own storage spoilt it: the next sync brings it again.
    await store.drop(hash)
    held.delete(hash)
    throw new ProblemError('missing-file', path)
  }

  const opened = async (item: Item): Promise<Item> => {
    if (!item.lock) return item
    try {
      const { bytes } = await inside(item.lock.item)
      return { ...decode(item.lock.item, bytes), id: item.id }
    } catch {
      return item
    }
  }
  const items: Item[] = []
  for (const item of content.items) items.push(await opened(item))
  return {
    content: { ...content, items },
    keyed: new Set(locks.filter(({ keySha256 }) => keyOf(keySha256)).map(({ id }) => id)),
    released,
    async file(path) {
      const { type, bytes } = await inside(path)
      return new Blob([bytes], { type })
    },
  }
}
