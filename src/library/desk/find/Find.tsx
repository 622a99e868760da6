import { useEffect, useRef, useState } from 'preact/hooks'
import { wordsOf } from '../../../shared/find/fold.ts'
import type { EditionReader } from '../../../shared/reader.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { useWords } from '../../../ui/language.tsx'
import { DeskIcon } from '../DeskIcon.tsx'
import { deskWords } from '../words.ts'
import { Results } from './Results.tsx'
import { rememberedQuery, rememberQuery } from './target.ts'
import { useFind } from './use-find.ts'

/** Elements in which a slash is a slash. */
const typing = 'input, textarea, select, [contenteditable]'

interface Props {
  reader: EditionReader
  /** Something is being looked for: the results stand in for the contents. */
  onFinding: (finding: boolean) => void
}

/** The field that finds in everything on this phone, and what it found. `/` goes there, arrows go through the results, Escape clears. */
export const Find = ({ reader, onFinding }: Props) => {
  const t = useWords(deskWords).find
  const [query, setQuery] = useState(rememberedQuery)
  const field = useRef<HTMLInputElement>(null)
  const place = useRef<HTMLElement>(null)
  const finding = useFind(reader, query)
  const active = wordsOf(query).length > 0
  useEffect(() => onFinding(active), [active])
  useEffect(() => rememberQuery(query), [query])

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof Element && event.target.closest(typing)) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])

  const clear = () => {
    setQuery('')
    field.current?.focus()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && query !== '') {
      event.preventDefault()
      clear()
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    const stops = [field.current, ...(place.current?.querySelectorAll<HTMLElement>('a.library-hit') ?? [])]
    const at = stops.indexOf(document.activeElement as HTMLElement)
    const next = stops[at + step]
    if (at < 0 || !next) return
    event.preventDefault()
    next.focus()
  }
  return (
    <search ref={place} class="library-find" onKeyDown={onKey}>
      <form
        class="library-find-form"
        onSubmit={(event) => {
          event.preventDefault()
          field.current?.blur() // The keyboard of a phone goes away, and what was found is seen.
        }}
      >
        <DeskIcon name="find" />
        <input
          ref={field}
          class="input"
          type="search"
          dir={query === '' ? undefined : 'auto'}
          enterKeyHint="search"
          autoComplete="off"
          aria-label={t.label}
          aria-keyshortcuts="/"
          placeholder={t.label}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        {query !== '' && (
          <button type="button" class="button button-quiet" aria-label={t.clear} onClick={clear}>
            <Icon name="close" />
          </button>
        )}
      </form>
      {active && <Results finding={finding} reader={reader} />}
    </search>
  )
}
