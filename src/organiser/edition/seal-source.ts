import { type Bytes, utf8 } from '../../shared/bytes.ts'
import type { Content, Item, Picture } from '../../shared/content.ts'
import { unkeptVariants } from '../../shared/kept-pictures.ts'
import { codeOf } from '../../shared/lock/code.ts'
import { lockKeyHash, sealedName, sealFile } from '../../shared/lock/seal.ts'
import type { Lock, ManifestFile } from '../../shared/manifest.ts'
import { variantToShare } from '../../shared/picture.ts'
import { CommandError } from '../problems.ts'
import { describeFile } from './media-type.ts'
import type { FileMap } from './read-item.ts'
import type { LockSource } from './read-lock.ts'
import type { Source } from './read-source.ts'

/**
 * Largest file that may be sealed, bytes. A phone opens it whole (AES-GCM vouches for none of it before its end), with the sealed and the opened
 * bytes in memory together: 16 MB is what a cheap phone spares a page.
 */
export const sealedLimit = 8 * 1024 * 1024

type Description = Pick<ManifestFile, 'type' | 'group'>

/** What an edition is made of once its locked items are sealed. */
export interface SealedSource {
  content: Content
  files: FileMap
  locks: Lock[]
  /** Type and group of sealed files, whose names do not say them. */
  descriptions: ReadonlyMap<string, Description>
}

/** `value` with every string that is a key of `names` replaced: an item's paths, wherever in it they stand. */
const renamed = (value: unknown, names: ReadonlyMap<string, string>): unknown => {
  if (typeof value === 'string') return names.get(value) ?? value
  if (Array.isArray(value)) return value.map((one) => renamed(one, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, renamed(one, names)]))
}

/**
 * The item with one variant of each picture, the one that most phones can show. Which sealed files are one picture is known only to whoever
 * has opened it, and a phone fetches before: with more of them it would fetch, keep and pass on every one.
 */
const leanly = (item: Item): Item => {
  const one = (picture: Picture): Picture => ({
    variants: picture.variants.filter((variant) => variant === variantToShare(picture, () => true)),
  })
  return {
    ...item,
    ...(item.poster && { poster: one(item.poster) }),
    ...(item.slides && { slides: item.slides.map((slide) => ({ ...slide, image: one(slide.image) })) }),
  }
}

/** Seals one item: the entry that stands for it, its lock, and its files. */
const sealItem = async (item: Item, { id, ...told }: LockSource, key: Bytes, files: FileMap) => {
  const within = `items/${id}/`
  const pathOf = async (name: string) => `sealed/${id}/${await sealedName(key, name)}.bin`
  const names = new Map<string, string>()
  const gone = [...files.keys()].filter((path) => path.startsWith(within))
  const unsealed = unkeptVariants({ items: [item] }, (picture) => variantToShare(picture, () => true))
  for (const path of gone) if (!unsealed.has(path)) names.set(path, await pathOf(path.slice(within.length)))
  const inside = await pathOf('item.json')
  const plain: [from: string, path: string, bytes: Bytes, type: string, group: ManifestFile['group']][] = [
    ['item.yaml', inside, utf8(JSON.stringify(renamed(leanly(item), names))), 'application/json', 'text'],
  ]
  for (const [from, path] of names) {
    const described = describeFile(from)
    if (described) plain.push([from, path, files.get(from) as Bytes, described.type, described.group])
  }
  const lock: Lock = { id, keySha256: await lockKeyHash(key), files: [] }
  const sealed: [path: string, bytes: Bytes, description: Description][] = []
  for (const [from, path, bytes, type, group] of plain) {
    if (bytes.length > sealedLimit)
      throw new CommandError(
        `${from} has ${bytes.length} bytes, more than ${sealedLimit} (8 MB), and cannot be locked: phones open it whole, in memory`,
        'Make it smaller, or ship it unlocked.',
      )
    const made = await sealFile(key, path, bytes)
    lock.files.push({ ...made.content, type })
    sealed.push([path, made.sealed, { type: 'application/octet-stream', group }])
  }
  // In the order of their names, which says nothing; the order they were made in would say which is which.
  lock.files.sort((a, b) => (a.path < b.path ? -1 : 1))
  const { kind = item.kind, opens, ...words } = told
  const entry: Item = { id, kind, ...words, lock: { item: inside, ...(opens ? { opens } : {}) } }
  return { entry, lock, sealed, gone }
}

/**
 * Seals what is locked, and puts the keys that are given out into their notices.
 * @param keys by lock id; every lock of the source has one (`readSource` saw to it)
 * @throws CommandError where a key is missing or a file is too large
 */
export const sealSource = async (
  source: Pick<Source, 'content' | 'files' | 'locks' | 'releases'>,
  keys: ReadonlyMap<string, Bytes>,
): Promise<SealedSource> => {
  const keyOf = (id: string): Bytes => {
    const key = keys.get(id)
    if (!key) throw new CommandError(`there is no key for the lock ${id}`, 'Make it with: lock new')
    return key
  }
  const files: FileMap = new Map(source.files)
  const locks: Lock[] = []
  const descriptions = new Map<string, Description>()
  const items: Item[] = []
  for (const item of source.content.items) {
    const named = source.releases.filter((release) => release.item.id === item.id)
    const releases = named.flatMap((release) =>
      release.locks.map((lock) => ({ lock, code: codeOf(keyOf(lock)) })),
    )
    const told = source.locks.find(({ id }) => id === item.id)
    if (!told) {
      items.push(releases.length > 0 ? { ...item, releases } : item)
      continue
    }
    const { entry, lock, sealed, gone } = await sealItem(item, told, keyOf(item.id), source.files)
    items.push(entry)
    locks.push(lock)
    for (const path of gone) files.delete(path)
    for (const [path, bytes, description] of sealed) {
      files.set(path, bytes)
      descriptions.set(path, description)
    }
  }
  return { content: { ...source.content, items }, files, locks, descriptions }
}
