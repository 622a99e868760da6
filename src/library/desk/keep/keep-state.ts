import type { Item } from '../../../shared/content.ts'
import { picturesOf, variantHere } from '../../../shared/kept-pictures.ts'
import { type ManifestFile, sealedPathsOf, sumBytes } from '../../../shared/manifest.ts'
import type { Offline } from '../../../shared/offline.ts'
import type { EditionReader } from '../../../shared/reader.ts'

/** What of an item can be had or done without: its pictures, sound and film. Words stay, everything hangs on them. */
export interface Kept {
  /** Paths to ask for or to do without: of a picture every variant, else another one would come for the one that goes. */
  paths: readonly string[]
  /** `here`: all of it. `coming`: the rest comes by itself. `absent`: this phone does without the rest. */
  state: 'here' | 'coming' | 'absent'
  /** Of all of it. */
  bytes: number
  /** Paths, as above, of what is not here. */
  missing: readonly string[]
  missingBytes: number
  /** Of the missing ones, how much has come. */
  arrived: number
  /** Of those that are here, bytes. */
  hereBytes: number
}

type Reader = Pick<EditionReader, 'manifest' | 'has' | 'sight'>

/** A part of an item besides its words: the file that is or shall be here, and every variant of it. */
interface Part {
  path: string
  variants: readonly string[]
}

/** Sealed files are of the group of what is inside; there is one of each picture (`seal-source.ts`). */
const sealedMedia = (id: string, { manifest }: Reader): string[] => {
  const media = new Set(
    manifest.files.filter(({ group }) => group !== 'index' && group !== 'text').map(({ path }) => path),
  )
  return sealedPathsOf(id, manifest).filter((path) => media.has(path))
}

/** Pictures, sound and film of an item; of one that is locked, as they lie sealed. */
const partsOf = (item: Item, reader: Reader): Part[] => [
  ...(item.lock ? sealedMedia(item.id, reader).map((path) => ({ path, variants: [path] })) : []),
  ...picturesOf(item).map((picture) => ({
    path: variantHere(picture, reader).path,
    variants: picture.variants.map(({ path }) => path),
  })),
  ...[item.audio, item.video].flatMap((media) =>
    media ? [{ path: media.path, variants: [media.path] }] : [],
  ),
]

/** How an item is kept on this phone; `null` where it is words only and there is nothing to choose. */
export const keptOf = (
  item: Item,
  reader: Reader,
  offline: Pick<Offline, 'wants' | 'arriving'>,
): Kept | null => {
  const parts = partsOf(item, reader)
  const paths = new Set(parts.map(({ path }) => path))
  const files = reader.manifest.files.filter(({ path }) => paths.has(path))
  if (files.length === 0) return null
  const variantsOf = (of: readonly ManifestFile[]) =>
    parts.filter(({ path }) => of.some((file) => file.path === path)).flatMap(({ variants }) => variants)
  const missing = files.filter(({ path }) => !reader.has(path))
  return {
    paths: variantsOf(files),
    state:
      missing.length === 0 ? 'here' : missing.some(({ path }) => offline.wants(path)) ? 'coming' : 'absent',
    bytes: sumBytes(files),
    missing: variantsOf(missing),
    missingBytes: sumBytes(missing),
    arrived: missing.reduce((total, { path }) => total + offline.arriving(path), 0),
    hereBytes: sumBytes(files) - sumBytes(missing),
  }
}
