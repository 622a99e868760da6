import { useEffect, useRef } from 'preact/hooks'
import { referenceOf } from '../../shared/reference.ts'
import { useWords } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useStore } from '../../ui/use-store.ts'
import { canReplace, type Outbox } from '../outbox/outbox.ts'
import { formWords } from './more/words.ts'

interface Props {
  /** Id of the donation that is mended. */
  replaces: string
  /** Whether that was asked for a moment ago, in the list far below: then the focus comes along. */
  asked: boolean
  outbox: Outbox
}

/** Above the form: which refused donation it mends, and what has to be typed again; or that it needs no mending any more. */
export const Mending = ({ replaces, asked, outbox }: Props) => {
  const t = useWords(formWords)
  const old = useStore(outbox.state).entries.find(({ id }) => id === replaces)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (asked) place.current?.focus()
  }, [])
  const over = old !== undefined && !canReplace(old)
  return (
    <div ref={place} tabIndex={-1}>
      <Notice tone={over ? 'warn' : 'info'}>
        <p>{over ? t.mendOver : t.mending(referenceOf(replaces))}</p>
      </Notice>
    </div>
  )
}
