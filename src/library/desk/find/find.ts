import { type Folded, fold, wordsOf } from '../../../shared/find/fold.ts'
import { type Piece, piecesOf, rangesOf } from '../../../shared/find/ranges.ts'
import type { Language } from '../../../shared/language.ts'
import type { Passage, PassageKind } from './passages.ts'

export interface FoldedPassage extends Passage {
  folded: Folded
}

export const foldPassage = (passage: Passage): FoldedPassage => ({ ...passage, folded: fold(passage.text) })

export interface Hit {
  passage: Passage
  snippet: Piece[]
}

/** An item in which every word was found, in one language. */
export interface FoundItem {
  item: string
  language: Language
  /** The best passages, best first. */
  hits: Hit[]
  /** Passages with some of the words, those in `hits` among them. */
  places: number
}

/** What one says about an item weighs more than what is said in it. */
const weights: Record<PassageKind, number> = {
  title: 8,
  speaker: 5,
  summary: 4,
  programme: 4,
  slide: 3,
  text: 2,
  spoken: 2,
}
const hitsPerItem = 3
/** UTF-16 units before the first and after the last found word that make a snippet. */
const [before, after] = [40, 90]

/** How well one word is found: 0 not at all, 1 inside of a word, 2 as a beginning, 3 whole. */
const gradeOf = (text: string, word: string): number => {
  let best = 0
  for (let i = text.indexOf(word); i >= 0 && best < 3; i = text.indexOf(word, i + 1)) {
    const begins = i === 0 || text[i - 1] === ' '
    const ends = i + word.length === text.length || text[i + word.length] === ' '
    best = Math.max(best, begins ? (ends ? 3 : 2) : 1)
  }
  return best
}

/** The text around what was found, shortened at spaces. */
export const snippetOf = ({ text, folded }: FoldedPassage, words: readonly string[]): Piece[] => {
  const ranges = rangesOf(folded, words)
  const first = ranges[0]?.[0] ?? 0
  const space = (from: number) => {
    const found = text.indexOf(' ', from)
    return found < 0 || found > first ? first : found + 1
  }
  const start = first <= before ? 0 : space(first - before)
  const far = first + after
  const end = far >= text.length ? text.length : Math.max(text.lastIndexOf(' ', far), ranges[0]?.[1] ?? far)
  const pieces: Piece[] = start > 0 ? [{ text: '… ', marked: false }] : []
  pieces.push(...piecesOf(text, ranges, start, end))
  if (end < text.length) pieces.push({ text: ' …', marked: false })
  return pieces
}

/**
 * Items in which every word of the query is found, those in `language` first, then the best. An item is told once, in the language of the
 * screen where it is found there.
 */
export const find = (passages: readonly FoldedPassage[], query: string, language: Language): FoundItem[] => {
  const words = wordsOf(query)
  if (words.length === 0) return []
  const phrase = words.length > 1 ? fold(query).text : null
  const documents = new Map<
    string,
    { found: Set<string>; hits: { passage: FoldedPassage; score: number }[] }
  >()
  for (const passage of passages) {
    const { text } = passage.folded
    let score = 0
    const there: string[] = []
    for (const word of words) {
      const grade = gradeOf(text, word)
      if (grade === 0) continue
      score += grade
      there.push(word)
    }
    if (there.length === 0) continue
    const key = `${passage.item} ${passage.language}`
    const document = documents.get(key) ?? { found: new Set(), hits: [] }
    documents.set(key, document)
    for (const word of there) document.found.add(word)
    // All words together beat the same words apart, and those beat one word said in a title.
    const together = there.length === words.length ? (phrase && text.includes(phrase) ? 40 : 20) : 1
    document.hits.push({ passage, score: score * weights[passage.kind] * together })
  }
  const ranked = [...documents.values()]
    .filter(({ found }) => found.size === words.length)
    .map(({ hits }) => {
      hits.sort((a, b) => b.score - a.score)
      return { hits, best: hits[0] as { passage: FoldedPassage; score: number } }
    })
    .sort(
      (a, b) =>
        Number(b.best.passage.language === language) - Number(a.best.passage.language === language) ||
        b.best.score - a.best.score,
    )
  const told = new Set<string>()
  return ranked.flatMap(({ hits, best: { passage } }): FoundItem[] => {
    if (told.has(passage.item)) return []
    told.add(passage.item)
    const shown = hits.slice(0, hitsPerItem)
    return [
      {
        item: passage.item,
        language: passage.language,
        hits: shown.map(({ passage }) => ({ passage, snippet: snippetOf(passage, words) })),
        places: hits.length,
      },
    ]
  })
}
