import { type Content, ItemSchema } from '../shared/content.ts'
import { decodeJson } from '../shared/decode-json.ts'
import type { Manifest } from '../shared/manifest.ts'
import type { Sight } from '../shared/picture.ts'
import { ProblemError } from '../shared/problem.ts'
import type { EditionReader } from '../shared/reader.ts'
import type { PublicKey } from '../shared/signature.ts'
import type { EditionStore, LockKeys, StoredEdition } from './edition-store.ts'
import { keyringFrom } from './keyring.ts'
import { openIndex } from './open-index.ts'
import type { OpenedLocks } from './open-locks.ts'
import { openManifest, type Trust } from './open-manifest.ts'

/** A reader that knows its edition as it was signed as well: what leaves this phone. */
export interface StoredReader extends EditionReader {
  /** The table of contents with every locked item closed, whatever was opened here. */
  readonly published: Content
  /** Bytes of a file as the manifest lists them: sealed ones stay sealed. @throws ProblemError `missing-file` */
  raw(path: string): Promise<Blob>
}

export interface OpenedEdition {
  reader: StoredReader
  stored: StoredEdition
  /** The content key that signed it. */
  signer: PublicKey
  /** Whether the donation form is withheld. */
  givingUnsigned: boolean
  /** Keys this edition gives out. */
  released: LockKeys
  /** What the opening of its locks went by (`openable`); `null` where the code for it could not be loaded. */
  locksBy: string | null
}

/** What opening an edition's locks depends on, as one string: those whose key is known, and whether their items have come. */
export const openable = (
  { manifest: { locks = [] }, published, has }: Pick<StoredReader, 'manifest' | 'published' | 'has'>,
  ...keys: LockKeys[]
): string =>
  locks
    .filter(({ keySha256 }) => keys.some((some) => some.has(keySha256)))
    .map(({ id }) => {
      const inside = published.items.find((item) => item.id === id)?.lock?.item
      return inside !== undefined && has(inside) ? id : `${id}?`
    })
    .join()

/** How long an edition waits for code that a dead link may never bring, ms. */
const codeMs = 3_000

/**
 * The code that opens locked items, which other editions do without. It is asked for as soon as there is a lock, so that it is here when a key
 * comes. `none` where nothing is to be opened; `null` where it has not come: then they stay closed for now.
 */
const loadLocks = async (
  { locks = [] }: Manifest,
  content: Content,
  keys: LockKeys,
): Promise<typeof import('./open-locks.ts') | 'none' | null> => {
  if (locks.length === 0) return 'none'
  const coming = import('./open-locks.ts').catch(() => null)
  if (keys.size === 0 && !content.items.some(({ releases }) => releases)) return 'none'
  return Promise.race([coming, new Promise<null>((resolve) => setTimeout(resolve, codeMs, null))])
}

/**
 * Opens a stored edition. The signature is verified again, and the index files are hashed again (accounts are in them); the other
 * files are not: their hash was checked before they were stored.
 * @param held SHA-256 of the files on this phone; the caller adds to it as more arrive, and the reader sees them at once
 * @param phone what this phone can show of pictures, and its keys of locked items
 * @throws ProblemError `signature`, `unknown-key`, `manifest`, `minimum-app`, `missing-file`, `hash`, `storage-blocked`
 */
export const openEdition = async (
  stored: StoredEdition,
  store: EditionStore,
  held: Set<string>,
  trust: Trust,
  { sight, keys = new Map() }: { sight?: Sight; keys?: LockKeys } = {},
): Promise<OpenedEdition> => {
  const ring = await keyringFrom(store, trust)
  const { manifest, signer } = await openManifest(stored.manifest, stored.signature, ring)
  const { content: published, giving, givingUnsigned } = await openIndex(manifest, store, ring)
  const byPath = new Map(manifest.files.map((file) => [file.path, file]))
  const sealed = new Set(manifest.locks?.flatMap(({ files }) => files.map(({ path }) => path)))

  const has = (path: string): boolean => {
    const file = byPath.get(path)
    return file !== undefined && held.has(file.sha256)
  }
  const raw = async (path: string): Promise<Blob> => {
    const file = byPath.get(path)
    const blob = file && (await store.file(file.sha256))
    if (!blob) {
      // The browser may have thrown it away: the next sync fetches it again.
      if (file) held.delete(file.sha256)
      throw new ProblemError('missing-file', path)
    }
    return blob.slice(0, blob.size, file.type)
  }

  const code = await loadLocks(manifest, published, keys)
  const locks: OpenedLocks | null =
    code && code !== 'none'
      ? await code.openLocks({
          manifest,
          content: published,
          keys,
          decode: (path, bytes) => decodeJson(path, bytes, ItemSchema),
          raw,
          store,
          held,
        })
      : null
  const reader: StoredReader = {
    manifest,
    content: locks?.content ?? published,
    published,
    giving,
    ...(sight && { sight }),
    keyed: locks?.keyed ?? new Set(),
    has,
    raw,
    async file(path) {
      if (!sealed.has(path)) return raw(path)
      if (!locks) throw new ProblemError('sealed', path)
      return locks.file(path)
    },
  }
  const released: LockKeys = locks?.released ?? new Map()
  return {
    reader,
    stored,
    signer,
    givingUnsigned,
    released,
    locksBy: code && openable(reader, keys, released),
  }
}
