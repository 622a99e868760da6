import { referenceOf } from '../../shared/reference.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useStore } from '../../ui/use-store.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { canReplace } from '../outbox/transition.ts'
import { useCourierWords } from './use-words.ts'

/** Above the form: which refused donation it mends, and what has to be typed again; or that it needs no mending any more. */
export const Mending = ({ replaces, outbox }: { replaces: string; outbox: Outbox }) => {
  const t = useCourierWords()
  const old = useStore(outbox.state).entries.find(({ id }) => id === replaces)
  const over = old !== undefined && !canReplace(old)
  return (
    <Notice tone={over ? 'warn' : 'info'}>
      <p>{over ? t.mendOver : t.mending(referenceOf(replaces))}</p>
    </Notice>
  )
}
