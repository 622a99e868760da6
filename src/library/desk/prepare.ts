import type { Language } from '../../shared/language.ts'
import type { EditionReader } from '../../shared/reader.ts'
import { loadMarkdown } from '../markdown-code.ts'
import { readText } from '../texts.ts'

/** Texts read before they are asked for, bytes: more than a manifesto, less than a photograph. */
const ahead = 300_000

/**
 * While the contents are looked at: what draws a text, and the texts themselves, so that a chapter is there in the frame after the tap.
 * Never rejects.
 */
export const prepareTexts = async (
  reader: EditionReader,
  language: Language,
  signal: AbortSignal,
): Promise<void> => {
  try {
    const { tokensOf } = await loadMarkdown()
    let read = 0
    for (const { text } of reader.content.items) {
      const path = text?.[language]
      if (path === undefined || !reader.has(path)) continue
      if (signal.aborted || read > ahead) return
      const words = await readText(reader, path)
      read += words.length
      tokensOf(words)
      // Whoever taps meanwhile comes first.
      await new Promise((resolve) => setTimeout(resolve))
    }
  } catch {
    // Whoever opens the text is told.
  }
}
