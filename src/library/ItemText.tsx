import { useEffect, useState } from 'preact/hooks'
import type { EditionReader } from '../shared/reader.ts'
import { useText } from '../ui/language.tsx'
import { MissingFile } from './MissingFile.tsx'
import { useFileText } from './use-file.ts'
import { useReadingPlace } from './use-reading-place.ts'

type Renderer = typeof import('./Markdown.tsx').Markdown

/** Loaded once, with the first text; `plain` where the chunk could not be had: the words are shown as they were written. */
let loaded: Renderer | 'plain' | null = null
const useMarkdown = (): Renderer | 'plain' | null => {
  const [, arrived] = useState(loaded !== null)
  useEffect(() => {
    if (typeof loaded === 'function') return
    import('./Markdown.tsx').then(
      ({ Markdown }) => {
        loaded = Markdown
        arrived(true)
      },
      () => {
        loaded = 'plain'
        arrived(true)
      },
    )
  }, [])
  return loaded
}

/** A text of the edition, scrolled to where it was left. */
export const ItemText = ({ name, path, reader }: { name: string; path: string; reader: EditionReader }) => {
  const t = useText()
  const file = useFileText(reader, path)
  const Markdown = useMarkdown()
  const shown = file !== null && 'value' in file && Markdown !== null
  const element = useReadingPlace(name, shown)
  if (file && 'problem' in file) return <MissingFile problem={file.problem} />
  if (!shown)
    return (
      <p role="status" class="coming">
        {t.app.loading}
      </p>
    )
  return (
    <div ref={element} dir="auto">
      {Markdown === 'plain' ? (
        <p class="library-text library-text-plain">{file.value}</p>
      ) : (
        <Markdown text={file.value} reader={reader} />
      )}
    </div>
  )
}
