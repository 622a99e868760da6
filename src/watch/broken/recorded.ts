import type { Item } from '../../shared/content.ts'
import type { EditionReader } from '../../shared/reader.ts'

/** The item of the edition that holds what was said at a programme time, ms; `null` where the programme names none, or it has not come yet. */
export const recordedAt = (reader: EditionReader | null, at: number): Item | null => {
  const { programme = [], items = [] } = reader?.content ?? {}
  const entry = programme.find(
    ({ starts, seconds }) => Date.parse(starts) <= at && at < Date.parse(starts) + seconds * 1000,
  )
  return items.find(({ id }) => id === entry?.item) ?? null
}
