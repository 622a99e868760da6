import { endInOriginal, type Folded } from './fold.ts'

/** Every place of the words in a folded text, as ranges of the original, in order and without overlap. */
export const rangesOf = (folded: Folded, words: readonly string[]): [from: number, to: number][] => {
  const { text, at } = folded
  const found: [number, number][] = []
  for (const word of words)
    for (let i = text.indexOf(word); i >= 0; i = text.indexOf(word, i + word.length))
      found.push([at[i] ?? 0, endInOriginal(folded, i + word.length)])
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  const apart: [number, number][] = []
  for (const [from, to] of found) {
    const last = apart.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else apart.push([from, to])
  }
  return apart
}

/** A part of a text; `marked`: it is what was looked for. */
export interface Piece {
  text: string
  marked: boolean
}

/** The text from `start` to `end` in parts, those in `ranges` marked; a range that does not fit whole ends it. */
export const piecesOf = (
  text: string,
  ranges: readonly (readonly [from: number, to: number])[],
  start = 0,
  end = text.length,
): Piece[] => {
  const pieces: Piece[] = []
  const put = (piece: string, marked: boolean) => {
    if (piece !== '') pieces.push({ text: piece, marked })
  }
  let place = start
  for (const [from, to] of ranges) {
    if (to > end) break
    put(text.slice(place, from), false)
    put(text.slice(from, to), true)
    place = to
  }
  put(text.slice(place, end), false)
  return pieces
}
