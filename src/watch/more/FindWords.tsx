import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { type Folded, fold, wordsOf } from '../../shared/find/fold.ts'
import { type Piece, piecesOf, rangesOf } from '../../shared/find/ranges.ts'
import { formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useLanguage, useWords } from '../../ui/language.tsx'
import type { Line } from '../words/transcript.ts'
import { PlayerIcon } from './PlayerIcon.tsx'
import { playerWords } from './words.ts'

/** What is looked for in the transcript, and where it is. */
export interface Found {
  /** The place one is at among those found; `null` where there is none. */
  line: Line | null
  /** A line in parts, what was looked for marked. */
  pieces(line: Line): Piece[]
}

const foldedLines = new WeakMap<Line, Folded>()
const foldedOf = (line: Line): Folded => {
  const known = foldedLines.get(line) ?? fold(line.text)
  foldedLines.set(line, known)
  return known
}

/** Lines that hold every word, in order. */
export const linesWith = (lines: readonly Line[], words: readonly string[]): Line[] =>
  words.length === 0 ? [] : lines.filter((line) => words.every((word) => foldedOf(line).text.includes(word)))

/** A line as it is copied, with when it was said and by whom. */
export const copiedLine = ({ starts, speaker, text }: Line, locale: string): string =>
  `${formatTime(starts, locale)} ${speaker ? `${speaker}: ` : ''}${text}`

interface Props {
  lines: readonly Line[]
  /** The line that is spoken, or read last. */
  current: Line | undefined
  onFound: (found: Found | null) => void
}

/** Looks for words in the transcript, goes from place to place, and copies a line with its time. */
export const FindWords = ({ lines, current, onFound }: Props) => {
  const t = useWords(playerWords)
  const { locale } = useLanguage()
  const field = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<Line | null>(null)
  const [copied, setCopied] = useState<'copied' | 'notCopied' | null>(null)
  const words = useMemo(() => wordsOf(query), [query])
  const found = useMemo(() => linesWith(lines, words), [lines, words])
  const active = words.length > 0
  // What is nearest to the place comes first: the next one after it, else the last one before.
  const here = current?.starts ?? 0
  const line =
    chosen && found.includes(chosen)
      ? chosen
      : (found.find(({ starts }) => starts >= here) ?? found.at(-1) ?? null)
  useEffect(() => {
    onFound(active ? { line, pieces: (one) => piecesOf(one.text, rangesOf(foldedOf(one), words)) } : null)
  }, [active, line, words])

  const step = (by: number) => {
    const at = line ? found.indexOf(line) : -1
    setChosen(found[(at + by + found.length) % Math.max(1, found.length)] ?? null)
  }
  const type = (text: string) => {
    setQuery(text)
    setChosen(null)
  }
  const clear = () => {
    type('')
    field.current?.focus()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape' && query !== '') clear()
    else return
    event.preventDefault()
  }
  const toCopy = line ?? current
  const copy = async () => {
    if (!toCopy) return
    try {
      await navigator.clipboard.writeText(copiedLine(toCopy, locale))
      setCopied('copied')
    } catch {
      // No permission, or a page that is not secure: the line can be selected.
      setCopied('notCopied')
    }
  }
  return (
    <search class="watch-find">
      <div class="watch-find-row">
        <input
          ref={field}
          class="input"
          type="search"
          dir={query === '' ? undefined : 'auto'}
          enterKeyHint="search"
          autoComplete="off"
          aria-label={t.words.find}
          placeholder={t.words.find}
          value={query}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={onKey}
        />
        {active && (
          <>
            <button
              type="button"
              class="button watch-tool"
              disabled={found.length < 2}
              aria-label={t.words.previous}
              onClick={() => step(-1)}
            >
              <PlayerIcon name="up" />
            </button>
            <button
              type="button"
              class="button watch-tool"
              disabled={found.length < 2}
              aria-label={t.words.next}
              onClick={() => step(1)}
            >
              <PlayerIcon name="down" />
            </button>
            <button type="button" class="button watch-tool" aria-label={t.words.clear} onClick={clear}>
              <Icon name="close" />
            </button>
          </>
        )}
        <button
          type="button"
          class="button watch-tool"
          disabled={!toCopy}
          aria-label={t.words.copy}
          title={t.words.copy}
          onClick={() => void copy()}
        >
          <Icon name="copy" />
        </button>
      </div>
      <p class="soft watch-find-said" role="status">
        {active
          ? line
            ? t.words.found(found.indexOf(line) + 1, found.length)
            : t.words.none
          : copied && t.words[copied]}
      </p>
    </search>
  )
}
