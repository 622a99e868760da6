import type { Content, Item } from '../../../shared/content.ts'
import { type Language, languages } from '../../../shared/language.ts'
import { parseVtt } from '../../../shared/webvtt.ts'

/** What a passage is, which is also how much it weighs. */
export type PassageKind = 'title' | 'speaker' | 'summary' | 'programme' | 'slide' | 'text' | 'spoken'

/** A piece of an edition in one language, small enough to be shown whole or nearly so. */
export interface Passage {
  kind: PassageKind
  /** Id of the item it belongs to. */
  item: string
  language: Language
  text: string
  /** Seconds into the recording (`spoken`) or number of the picture from 0 (`slide`). */
  place?: number
}

/** Paragraphs, headings and list items of a Markdown text, without its signs: what a reader sees, block by block. */
export const plainBlocks = (markdown: string): string[] =>
  markdown
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}|\n(?=\s*(?:[-*+]|\d+[.)])\s)/)
    .map((block) =>
      block
        .replace(/^[ \t]*(?:#{1,6}|>|[-*+]|\d+[.)])[ \t]+/gm, '')
        .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/\*\*|__|~~|`|(?<![\p{L}\p{N}])[*_]|[*_](?![\p{L}\p{N}])/gu, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((block) => /[\p{L}\p{N}]/u.test(block))

/** Passages that are in the table of contents itself, and so on this phone with it. */
export const passagesOfContent = (content: Pick<Content, 'items' | 'programme'>): Passage[] =>
  languages.flatMap((language) => [
    ...content.items.flatMap(({ id, title, speaker, summary, slides }): Passage[] => [
      { kind: 'title', item: id, language, text: title[language] },
      ...(speaker ? [{ kind: 'speaker' as const, item: id, language, text: speaker[language] }] : []),
      ...(summary ? [{ kind: 'summary' as const, item: id, language, text: summary[language] }] : []),
      ...(slides ?? []).map(({ caption }, place) => ({
        kind: 'slide' as const,
        item: id,
        language,
        text: caption[language],
        place,
      })),
    ]),
    ...content.programme.flatMap(({ item, title }): Passage[] =>
      item ? [{ kind: 'programme', item, language, text: title[language] }] : [],
    ),
  ])

/** A file whose words can be found. */
export interface WordFile {
  path: string
  item: string
  language: Language
  kind: 'text' | 'spoken'
}

/** Every file of an item that has words. A path that serves two languages counts for each. */
export const wordFilesOf = ({ id, text, audio, video }: Item): WordFile[] =>
  languages.flatMap((language) => {
    const spoken = (audio?.captions ?? video?.captions)?.[language]
    const file = (path: string | undefined, kind: WordFile['kind']): WordFile[] =>
      path ? [{ path, item: id, language, kind }] : []
    return [...file(text?.[language], 'text'), ...file(spoken, 'spoken')]
  })

/** The passages of a file. */
export const passagesOfFile = ({ item, language, kind }: WordFile, content: string): Passage[] =>
  kind === 'text'
    ? plainBlocks(content).map((text) => ({ kind, item, language, text }))
    : parseVtt(content).cues.map(({ starts, text }) => ({ kind, item, language, text, place: starts }))
