import './desk.css'
import { useEffect } from 'preact/hooks'
import type { EditionReader } from '../../shared/reader.ts'
import { useLanguage } from '../../ui/language.tsx'
import { rememberItem } from '../places.ts'
import { Find } from './find/Find.tsx'
import { prepareTexts } from './prepare.ts'
import { Continue } from './read/Continue.tsx'

export { targetOf } from './find/target.ts'
export { Keep } from './keep/Keep.tsx'
export { Recording } from './listen/Recording.tsx'
export { ReadingTools } from './read/ReadingTools.tsx'
export { ShowFound } from './ShowFound.tsx'
export { Slideshow } from './Slideshow.tsx'

/** Above the contents: the field that finds, and the way back to where one stopped. */
export const Top = ({
  reader,
  finding,
  onFinding,
}: {
  reader: EditionReader
  finding: boolean
  onFinding: (finding: boolean) => void
}) => {
  const { language } = useLanguage()
  useEffect(() => {
    const stop = new AbortController()
    void prepareTexts(reader, language, stop.signal)
    return () => stop.abort()
  }, [reader, language])
  return (
    <>
      <Find reader={reader} onFinding={onFinding} />
      {!finding && <Continue content={reader.content} />}
    </>
  )
}

/** Remembers that an item was opened, for the way back to it. */
export const Opened = ({ id }: { id: string }) => {
  useEffect(() => rememberItem(id), [id])
  return null
}
