import { sparedBy } from '../../shared/kept-pictures.ts'
import type { ManifestFile } from '../../shared/manifest.ts'
import type { EditionReader } from '../../shared/reader.ts'

/** Kinds as a person counts them; the index is words too. */
export const storedKinds = ['words', 'pictures', 'sound', 'film'] as const
export type StoredKind = (typeof storedKinds)[number]

export interface KindOnPhone {
  kind: StoredKind
  items: number
  itemsTotal: number
  bytes: number
  bytesTotal: number
}

const kindOf: Record<ManifestFile['group'], StoredKind> = {
  index: 'words',
  text: 'words',
  image: 'pictures',
  audio: 'sound',
  video: 'film',
}

/** What of an edition is on this phone, by kind; kinds it does not have are left out, and pictures in variants it can do without. */
export const onThisPhone = (reader: EditionReader): KindOnPhone[] => {
  const spared = sparedBy(reader)
  return storedKinds
    .map((kind) => {
      const files = reader.manifest.files.filter(
        ({ group, path }) => kindOf[group] === kind && !spared.has(path),
      )
      const here = files.filter(({ path }) => reader.has(path))
      const size = (list: ManifestFile[]) => list.reduce((sum, { bytes }) => sum + bytes, 0)
      return {
        kind,
        items: here.length,
        itemsTotal: files.length,
        bytes: size(here),
        bytesTotal: size(files),
      }
    })
    .filter(({ itemsTotal }) => itemsTotal > 0)
}
