import type { Item } from '../../shared/content.ts'
import { type Reading, readCode } from '../../shared/lock/code.ts'
import { lockKeyHash } from '../../shared/lock/seal.ts'
import type { EditionReader } from '../../shared/reader.ts'

/** How a key is typed. */
export type Mode = 'code' | 'words'

type Key = Extract<Reading, { key: unknown }>['key']

/** What is to be said of something typed; the key, where there is one. */
export type Verdict =
  | Exclude<Reading, { key: unknown }>
  /** It opens this item. */
  | { right: true; key: Key }
  /** It opens another item of this edition. */
  | { fault: 'other'; item: Item; key: Key }
  /** A code as it should be, of nothing in this edition. */
  | { fault: 'unknown' }
  /** The list of words has not come to this phone. */
  | { fault: 'unavailable' }

/**
 * Which of the two a text is: six or more words of letters, not all of four, are words, and a right code is a code. `null` where it could
 * become either.
 */
export const modeOf = (text: string): Mode | null => {
  if ('key' in readCode(text)) return 'code'
  const words = text.match(/\p{L}+/gu) ?? []
  const digits = /\p{L}\d|\d\p{L}/u.test(text)
  return words.length >= 6 && !digits && words.some(({ length }) => length !== 4) ? 'words' : null
}

/** Reads what was typed. The list of words comes only with the first words. */
export const readTyped = async (typed: string, mode: Mode): Promise<Reading | { fault: 'unavailable' }> => {
  if (mode === 'code') return readCode(typed)
  try {
    return (await import('../../shared/lock/lock-words.ts')).readWords(typed)
  } catch {
    return { fault: 'unavailable' }
  }
}

/** Judges something typed for an item: check characters first, which ask nothing, then the key's hash. */
export const judge = async (
  typed: string,
  mode: Mode,
  item: Pick<Item, 'id'>,
  { manifest, content }: Pick<EditionReader, 'manifest' | 'content'>,
): Promise<Verdict> => {
  const reading = await readTyped(typed, mode)
  if ('fault' in reading) return reading
  const { key } = reading
  const hash = await lockKeyHash(key)
  const ids = (manifest.locks ?? []).filter(({ keySha256 }) => keySha256 === hash).map(({ id }) => id)
  if (ids.includes(item.id)) return { right: true, key }
  const other = content.items.find(({ id }) => ids.includes(id))
  return other ? { fault: 'other', item: other, key } : { fault: 'unknown' }
}
