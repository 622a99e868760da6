import type { Language } from '../../../shared/language.ts'
import type { LocalizedText } from '../../../shared/localized.ts'

/** A paragraph as it is spoken: sentences in both languages, side by side. */
export type Paragraph = LocalizedText[]

const ends: Record<Language, RegExp> = { en: /(?<=[.?!])\s+/, ur: /(?<=[۔؟!])\s+/ }

const paragraphs = (markdown: string, language: Language): string[][] =>
  markdown
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    // A block quote is the editor's remark, not the speaker's word.
    .filter((paragraph) => paragraph !== '' && !paragraph.startsWith('>'))
    .map((paragraph) => paragraph.replace(/[*_]/g, '').split(ends[language]))

/**
 * The two texts of a speech, paired sentence by sentence, for captions.
 * @throws where the translation has another number of paragraphs or sentences.
 */
export const pairSentences = (en: string, ur: string): Paragraph[] => {
  const [left, right] = [paragraphs(en, 'en'), paragraphs(ur, 'ur')]
  if (left.length !== right.length)
    throw new Error(`${left.length} paragraphs in English, ${right.length} in Urdu`)
  return left.map((sentences, index) => {
    const translated = right[index] ?? []
    if (sentences.length !== translated.length)
      throw new Error(
        `paragraph ${index + 1}: ${sentences.length} sentences in English, ${translated.length} in Urdu`,
      )
    return sentences.map((sentence, at) => ({ en: sentence, ur: translated[at] ?? '' }))
  })
}
