import type { Content, Item, ItemKind } from '../shared/content.ts'
import { picturesOf, variantHere } from '../shared/kept-pictures.ts'
import type { Language } from '../shared/language.ts'
import { sealedPathsOf } from '../shared/manifest.ts'
import type { Offline } from '../shared/offline.ts'
import type { EditionReader } from '../shared/reader.ts'

/** Order of the table of contents. */
const kinds: readonly ItemKind[] = ['notice', 'chapter', 'speech', 'slideshow', 'song', 'documentary']

export interface Shelf {
  kind: ItemKind
  items: Item[]
}

/** Items by kind, in reading order; notices newest first; kinds without items left out. */
export const shelvesOf = (content: Pick<Content, 'items'>): Shelf[] =>
  kinds
    .map((kind) => {
      const items = content.items.filter((item) => item.kind === kind)
      const newestFirst = (a: Item, b: Item) => (b.published ?? '').localeCompare(a.published ?? '')
      return { kind, items: kind === 'notice' ? items.sort(newestFirst) : items }
    })
    .filter(({ items }) => items.length > 0)

/** The item of the same kind before and after. */
export const neighbours = (
  content: Pick<Content, 'items'>,
  item: Item,
): { previous: Item | null; next: Item | null } => {
  const same = content.items.filter(({ kind }) => kind === item.kind)
  const at = same.findIndex(({ id }) => id === item.id)
  return { previous: same[at - 1] ?? null, next: same[at + 1] ?? null }
}

/** Paths of the files of an item in a language, the words first; of each picture the variant for this phone. */
export const filesOf = (reader: EditionReader, item: Item, language: Language): string[] =>
  [
    item.text?.[language],
    ...picturesOf(item).map((picture) => variantHere(picture, reader).path),
    item.audio?.captions?.[language],
    item.audio?.path,
    item.video?.captions?.[language],
    item.video?.path,
  ].filter((path) => path !== undefined)

export interface Availability {
  /** `partly`: something of it can be read or heard already; `absent`, `wordsOnly`: so it stays, this phone does without the rest. */
  state: 'here' | 'partly' | 'coming' | 'absent' | 'wordsOnly'
  /** Of all its files, here or not. */
  bytes: number
}

/** How much of an item is on this phone. */
export const availabilityOf = (
  reader: EditionReader,
  item: Item,
  language: Language,
  offline: Pick<Offline, 'wants'> | null,
): Availability => {
  const paths = item.lock ? sealedPathsOf(item.id, reader.manifest) : filesOf(reader, item, language)
  const here = paths.filter((path) => reader.has(path))
  const wanted = new Set(paths)
  const bytes = reader.manifest.files
    .filter(({ path }) => wanted.has(path))
    .reduce((sum, file) => sum + file.bytes, 0)
  const without = offline !== null && !paths.some((path) => !reader.has(path) && offline.wants(path))
  const state =
    here.length === paths.length
      ? 'here'
      : here.length > 0
        ? without
          ? 'wordsOnly'
          : 'partly'
        : without
          ? 'absent'
          : 'coming'
  return { state, bytes }
}

/** Id of the item a path of the app names; `null` for the table of contents. */
export const itemIdOf = (path: string): string | null => {
  const [, , id] = path.split('/')
  return id ? id : null
}
