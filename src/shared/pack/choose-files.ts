import type { Content, Item } from '../content.ts'
import type { Language } from '../language.ts'
import { groups, type Manifest, type ManifestFile } from '../manifest.ts'

/** What of an edition goes into a pack. The index always does: without it a pack could not be opened. */
export interface Choice {
  /** Ids of items. */
  items: ReadonlySet<string>
  languages: ReadonlySet<Language>
  /** Kinds of files; `index` need not be named. */
  groups: ReadonlySet<ManifestFile['group']>
}

/** Paths of an item's files in the languages, whether or not there are such files. */
export const pathsOf = (item: Item, languages: Iterable<Language>): string[] => {
  const each = [...languages]
  const perLanguage = [item.text, item.audio?.captions, item.video?.captions].flatMap((localized) =>
    each.map((language) => localized?.[language]),
  )
  const slides = (item.slides ?? []).map(({ image }) => image)
  const paths = [...perLanguage, item.poster, ...slides, item.audio?.path, item.video?.path]
  return [...new Set(paths.filter((path) => path !== undefined))]
}

/**
 * Paths of the files that are sealed with an item. They go along whole, in every language: what is in which is known only to whoever has
 * the key, and a part of them would be of no use to anyone else.
 */
export const sealedPathsOf = (id: string, { locks = [] }: Pick<Manifest, 'locks'>): string[] =>
  locks.filter((lock) => lock.id === id).flatMap(({ files }) => files.map(({ path }) => path))

/** Files of the index before words before pictures before sound before film, else as the manifest has them. */
export const inPackOrder = (files: readonly ManifestFile[]): ManifestFile[] =>
  [...files].sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group))

/** The files of a choice, in the order they go into a pack. */
export const chooseFiles = (
  content: Pick<Content, 'items'>,
  manifest: Pick<Manifest, 'files' | 'locks'>,
  { items, languages, groups: chosen }: Choice,
): ManifestFile[] => {
  const wanted = new Set(
    content.items
      .filter(({ id }) => items.has(id))
      .flatMap((item) => [...pathsOf(item, languages), ...sealedPathsOf(item.id, manifest)]),
  )
  return inPackOrder(
    manifest.files.filter(({ path, group }) => group === 'index' || (chosen.has(group) && wanted.has(path))),
  )
}

/** As many of `files`, in their order, as `bytes` hold; a later, smaller one may fit where an earlier one does not. */
export const filesWithin = (files: readonly ManifestFile[], bytes: number): ManifestFile[] => {
  let left = bytes
  return files.filter((file) => {
    if (file.bytes > left) return false
    left -= file.bytes
    return true
  })
}
