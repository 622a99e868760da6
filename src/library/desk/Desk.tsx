import './desk.css'
import { useEffect } from 'preact/hooks'
import type { EditionReader } from '../../shared/reader.ts'
import { rememberItem } from '../places.ts'
import { Find } from './find/Find.tsx'
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
}) => (
  <>
    <Find reader={reader} onFinding={onFinding} />
    {!finding && <Continue content={reader.content} />}
  </>
)

/** Remembers that an item was opened, for the way back to it. */
export const Opened = ({ id }: { id: string }) => {
  useEffect(() => rememberItem(id), [id])
  return null
}
