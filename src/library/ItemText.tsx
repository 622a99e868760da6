import { useEffect, useState } from 'preact/hooks'
import { direction, type Language } from '../shared/language.ts'
import type { EditionReader } from '../shared/reader.ts'
import { useText } from '../ui/language.tsx'
import type { Target } from './desk/find/target.ts'
import { MissingFile } from './MissingFile.tsx'
import { loadMarkdown, markdown } from './markdown-code.ts'
import type { Desk } from './use-desk.ts'
import { useFileText } from './use-file.ts'
import { useReadingPlace } from './use-reading-place.ts'

/** `plain` where the code could not be had: the words are shown as they were written. */
const useMarkdown = () => {
  const [state, setState] = useState<'ready' | 'plain' | null>(markdown() && 'ready')
  useEffect(() => {
    if (state !== 'ready')
      loadMarkdown().then(
        () => setState('ready'),
        () => setState('plain'),
      )
  }, [])
  return state === 'plain' ? state : markdown()
}

interface Props {
  name: string
  path: string
  language: Language
  reader: EditionReader
  desk: Desk | null
  target: Target | null
}

/** A text of the edition, scrolled to where it was left, or to what was looked for in it. */
export const ItemText = ({ name, path, language, reader, desk, target }: Props) => {
  const t = useText()
  const file = useFileText(reader, path)
  const Markdown = useMarkdown()
  const shown = file !== null && 'value' in file && Markdown !== null
  const element = useReadingPlace(name, shown, target === null)
  if (file && 'problem' in file) return <MissingFile problem={file.problem} />
  return (
    <>
      {desk ? <desk.ReadingTools text={element} shown={shown && path} /> : <div class="library-tools" />}
      {desk && target && <desk.ShowFound target={target} text={element} shown={shown && path} />}
      {shown ? (
        <div ref={element} lang={language} dir={direction(language)}>
          {Markdown === 'plain' ? (
            <p class="library-text library-text-plain">{file.value}</p>
          ) : (
            <Markdown text={file.value} reader={reader} />
          )}
        </div>
      ) : (
        <p role="status" class="coming">
          {t.app.loading}
        </p>
      )}
    </>
  )
}
