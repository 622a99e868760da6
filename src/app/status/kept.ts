import type { PacksState } from '../../packs/packs.ts'
import { wantedOf } from '../../packs/wishes.ts'

export interface Kept {
  items: number
  itemsTotal: number
  bytes: number
  bytesTotal: number
}

/** How much of what is wished for is on this phone; `null` where there is no edition to count by. While one is being fetched, of that one. */
export const keptOf = ({ progress, reader, wishes }: PacksState): Kept | null => {
  if (progress) return progress
  if (!reader) return null
  const wanted = wantedOf(reader, wishes)
  const held = wanted.filter(({ path }) => reader.has(path))
  const sum = (files: readonly { bytes: number }[]) => files.reduce((total, { bytes }) => total + bytes, 0)
  return { items: held.length, itemsTotal: wanted.length, bytes: sum(held), bytesTotal: sum(wanted) }
}
