import type { Content, Item, Picture } from '../content.ts'
import { picturesOf, unkeptVariants } from '../kept-pictures.ts'
import type { Language } from '../language.ts'
import { groups, type Manifest, type ManifestFile, sealedPathsOf } from '../manifest.ts'
import { variantToShare } from '../picture.ts'

/** What of an edition goes into a pack. The index always does: without it a pack could not be opened. */
export interface Choice {
  /** Ids of items. */
  items: ReadonlySet<string>
  languages: ReadonlySet<Language>
  /** Kinds of files; `index` need not be named. */
  groups: ReadonlySet<ManifestFile['group']>
}

/** Paths of an item's files in the languages, every variant of its pictures among them, whether or not there are such files. */
export const pathsOf = (item: Item, languages: Iterable<Language>): string[] => {
  const each = [...languages]
  const perLanguage = [item.text, item.audio?.captions, item.video?.captions].flatMap((localized) =>
    each.map((language) => localized?.[language]),
  )
  const pictures = picturesOf(item).flatMap(({ variants }) => variants.map(({ path }) => path))
  const paths = [...perLanguage, ...pictures, item.audio?.path, item.video?.path]
  return [...new Set(paths.filter((path) => path !== undefined))]
}

/** Files of the index before words before pictures before sound before film, else as the manifest has them. */
export const inPackOrder = (files: readonly ManifestFile[]): ManifestFile[] =>
  [...files].sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group))

/**
 * The files of a choice, in the order they go into a pack. Of each picture one variant, which as many phones as possible can show. Sealed
 * files go along whole, in every language: what is in which only the key tells, and a part of them would be of no use.
 * @param manifest the files to choose from: all of an edition's, or those that are here
 */
export const chooseFiles = (
  content: Pick<Content, 'items'>,
  manifest: Pick<Manifest, 'files' | 'locks'>,
  { items, languages, groups: chosen }: Choice,
): ManifestFile[] => {
  const of = content.items.filter(({ id }) => items.has(id))
  const wanted = new Set(
    of.flatMap((item) => [...pathsOf(item, languages), ...sealedPathsOf(item.id, manifest)]),
  )
  const listed = new Set(manifest.files.map(({ path }) => path))
  const share = (picture: Picture) => variantToShare(picture, (path) => listed.has(path))
  for (const path of unkeptVariants({ items: of }, share)) wanted.delete(path)
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
