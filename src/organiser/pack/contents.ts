import type { Content } from '../../shared/content.ts'
import { unkeptVariants } from '../../shared/kept-pictures.ts'
import { type Manifest, type ManifestFile, sealedPathsOf, sumBytes } from '../../shared/manifest.ts'
import { pathsOf } from '../../shared/pack/choose-files.ts'
import { variantToShare } from '../../shared/picture.ts'

/** Bytes as people say them; MB of 10^6 bytes, as shops and phones count. */
export const sizeText = (bytes: number): string =>
  bytes < 1000
    ? `${bytes} bytes`
    : bytes < 1e6
      ? `${(bytes / 1e3).toFixed(1)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`

/** Files that a pack lacks of the edition: a picture is there with any one of its variants, and lacking is the one that would be passed on. */
export const lackedFiles = (
  content: Pick<Content, 'items'>,
  all: readonly ManifestFile[],
  has: (path: string) => boolean,
): ManifestFile[] => {
  const spared = unkeptVariants(
    content,
    (picture) => variantToShare(picture, has) ?? variantToShare(picture, () => true),
  )
  return all.filter(({ path }) => !has(path) && !spared.has(path))
}

/** How much of an item is among files: all, part or none of what the edition has of it. */
export interface ItemPart {
  id: string
  kind: string
  title: string
  /** Files of it that are in, and in the edition; bytes of those that are in. */
  files: number
  of: number
  bytes: number
}

/** The items of which at least one file is among `files`, in reading order. A file of several items is counted with each. */
export const itemsAmong = (
  { items }: Pick<Content, 'items'>,
  manifest: Pick<Manifest, 'files' | 'locks'>,
  files: readonly ManifestFile[],
): ItemPart[] => {
  const here = new Map(files.map((file) => [file.path, file]))
  const lacked = lackedFiles({ items }, manifest.files, (path) => here.has(path))
  const listed = new Set([...here.keys(), ...lacked.map(({ path }) => path)])
  return items.flatMap((item) => {
    const all = [...pathsOf(item, ['en', 'ur']), ...sealedPathsOf(item.id, manifest)]
    const paths = all.filter((path) => listed.has(path))
    const found = paths.flatMap((path) => here.get(path) ?? [])
    if (found.length === 0) return []
    const { id, kind, title } = item
    return [{ id, kind, title: title.en, files: found.length, of: paths.length, bytes: sumBytes(found) }]
  })
}

/** `  speech  chairman  The address  3 of 4 files, 1.2 MB`, a line an item. */
export const itemLines = (parts: readonly ItemPart[]): string[] => {
  const width = (of: (part: ItemPart) => string) => Math.max(0, ...parts.map((part) => of(part).length))
  const [kinds, ids] = [width(({ kind }) => kind), width(({ id }) => id)]
  return parts.map(({ kind, id, title, files, of, bytes }) => {
    const some = files < of ? `${files} of ${of} files` : `${of} file${of === 1 ? '' : 's'}`
    return `  ${kind.padEnd(kinds)}  ${id.padEnd(ids)}  ${title}: ${some}, ${sizeText(bytes)}`
  })
}
