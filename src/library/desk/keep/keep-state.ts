import type { Item } from '../../../shared/content.ts'
import type { ManifestFile } from '../../../shared/manifest.ts'
import type { Offline } from '../../../shared/offline.ts'
import type { EditionReader } from '../../../shared/reader.ts'

/** What of an item can be had or done without: its pictures, sound and film. Words stay, everything hangs on them. */
export interface Kept {
  files: readonly ManifestFile[]
  /** `here`: all of it. `coming`: the rest comes by itself. `absent`: this phone does without the rest. */
  state: 'here' | 'coming' | 'absent'
  /** Of all of it. */
  bytes: number
  /** Of those that are not here. */
  missing: readonly ManifestFile[]
  missingBytes: number
  /** Of the missing ones, how much has come. */
  arrived: number
  /** Of those that are here, bytes. */
  hereBytes: number
}

const sum = (files: readonly ManifestFile[]): number => files.reduce((total, { bytes }) => total + bytes, 0)

/** Paths of pictures, sound and film of an item. */
export const heavyPathsOf = ({ poster, slides, audio, video }: Item): string[] =>
  [poster, ...(slides ?? []).map(({ image }) => image), audio?.path, video?.path].filter(
    (path) => path !== undefined,
  )

/** How an item is kept on this phone; `null` where it is words only and there is nothing to choose. */
export const keptOf = (
  item: Item,
  reader: Pick<EditionReader, 'manifest' | 'has'>,
  offline: Pick<Offline, 'wants' | 'arriving'>,
): Kept | null => {
  const paths = new Set(heavyPathsOf(item))
  const files = reader.manifest.files.filter(({ path }) => paths.has(path))
  if (files.length === 0) return null
  const missing = files.filter(({ path }) => !reader.has(path))
  return {
    files,
    state:
      missing.length === 0 ? 'here' : missing.some(({ path }) => offline.wants(path)) ? 'coming' : 'absent',
    bytes: sum(files),
    missing,
    missingBytes: sum(missing),
    arrived: missing.reduce((total, { path }) => total + offline.arriving(path), 0),
    hereBytes: sum(files) - sum(missing),
  }
}
