/** A text as it is compared, with the way back to what was written. */
export interface Folded {
  text: string
  /** For every UTF-16 unit of `text`, and one past its end: where the letter it came from begins in the original. */
  at: Uint32Array
}

/**
 * Letters that are one to a reader but not to Unicode, after NFKD has taken them apart: Arabic keyboards' forms of Urdu letters, letters
 * that carry or are a hamza, and Latin letters that do not decompose. Empty: left out.
 */
const alike: Record<string, string> = {
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ه: 'ہ',
  ھ: 'ہ',
  ە: 'ہ',
  ة: 'ہ',
  ۃ: 'ہ',
  ٱ: 'ا',
  ء: '',
  '\u0640': '', // tatweel
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ı: 'i',
  ς: 'σ',
}

/** Marks (harakat U+064B–U+065F and U+0670 among them), and format characters such as joiners and direction marks. */
const unseen = /[\p{M}\p{Cf}]/gu
const digits = /[\u0660-\u0669\u06f0-\u06f9]/g
const gap = /^[\p{Z}\p{P}\p{S}\p{Cc}]$/u
const apart = /^['’‘`´]$/

/** One character (a code point) as it is compared: several letters, one, a space, or nothing. */
const foldOne = (character: string): string => {
  // Nobody types an apostrophe on a phone to find one.
  if (apart.test(character)) return ''
  const plain = character.normalize('NFKD').toLowerCase().normalize('NFKD').replace(unseen, '')
  let out = ''
  for (const letter of plain)
    out += gap.test(letter)
      ? ' '
      : (alike[letter] ?? letter.replace(digits, (digit) => String(digit.charCodeAt(0) & 15)))
  return out
}

/** Characters repeat: an edition has a few hundred different ones. */
const known = new Map<string, string>()

/**
 * Folds a text so that what looks or sounds the same compares the same, in both scripts: case, accents, harakat and tatweel go, forms of
 * yeh, kaf, heh and hamza become one, digits become ASCII, and whatever is no letter or digit becomes one space.
 */
export const fold = (original: string): Folded => {
  const from: number[] = []
  const letters: string[] = []
  let afterGap = true
  let place = 0
  for (const character of original) {
    let folded = known.get(character)
    if (folded === undefined) {
      folded = foldOne(character)
      known.set(character, folded)
    }
    for (let i = 0; i < folded.length; i++) {
      const unit = folded.charAt(i)
      if (unit === ' ' && afterGap) continue
      afterGap = unit === ' '
      letters.push(unit)
      from.push(place)
    }
    place += character.length
  }
  if (letters.at(-1) === ' ') {
    letters.pop()
    // A sign that folds to letters and a gap (⑴) still ends where it ends.
    const gapAt = from.pop() ?? place
    if (gapAt !== from.at(-1)) place = gapAt
  }
  from.push(place)
  return { text: letters.join(''), at: Uint32Array.from(from) }
}

/** Where in the original the letter before `end` of the folded text ends. A letter that folds to two (ß) ends with both. */
export const endInOriginal = ({ at }: Folded, end: number): number => {
  let next = end
  while (next < at.length - 1 && at[next] === at[next - 1]) next++
  return at[next] ?? 0
}

/** The words of what somebody looks for, folded; each must be found. The same word twice counts once. */
export const wordsOf = (query: string): string[] => [
  ...new Set(
    fold(query)
      .text.split(' ')
      .filter((word) => word !== ''),
  ),
]
