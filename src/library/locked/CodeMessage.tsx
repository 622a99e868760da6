import type { ComponentChildren } from 'preact'
import { Icon } from '../../ui/Icon.tsx'
import { useWords } from '../../ui/language.tsx'
import { Said } from '../../ui/Said.tsx'
import type { Mode, Verdict } from './typed.ts'
import { lockedWords } from './words.ts'

interface Props {
  verdict: Verdict | null
  mode: Mode
  /** Whether the person wanted it opened: then what is missing is said, too. */
  asked: boolean
  /** It belonged to another item and has opened that. */
  opened: boolean
}

/**
 * What is to be said of a code at its field. It is always on the page, so that a screen reader hears what comes into it; how many characters
 * there are is not said at each of them.
 */
export const CodeMessage = ({ verdict, mode, asked, opened }: Props) => {
  const t = useWords(lockedWords)
  const { said, tone } = ((): { said: ComponentChildren; tone: 'error' | 'good' } => {
    const wrong = (said: ComponentChildren) => ({ said, tone: 'error' as const })
    if (!verdict) return wrong(null)
    if ('right' in verdict) return { said: t.right, tone: 'good' }
    switch (verdict.fault) {
      case 'incomplete':
        return wrong(asked ? t.incomplete[mode](verdict.have, verdict.of) : null)
      case 'long':
        return wrong(t.long[mode](verdict.have, verdict.of))
      case 'word':
        return wrong(t.word(verdict.word))
      case 'mistyped':
        return wrong(t.mistyped[mode])
      case 'other': {
        const link = (
          <a href={`/read/${verdict.item.id}`}>
            <Said text={verdict.item.title} />
          </a>
        )
        const before = opened ? t.otherOpened : t.other
        return { said: [before, ' ', link], tone: opened ? 'good' : 'error' }
      }
      default:
        return wrong(t[verdict.fault])
    }
  })()
  const counted =
    verdict && 'fault' in verdict && verdict.fault === 'incomplete' && !asked && verdict.have > 0
  return (
    <>
      <span id="locked-message" role="status" class={tone === 'good' ? 'locked-good' : 'error'}>
        {said && tone === 'good' && <Icon name="check" />}
        {said && <span>{said}</span>}
      </span>
      {counted && (
        <span class="hint locked-count" aria-hidden="true">
          {t.count[mode](verdict.have, verdict.of)}
        </span>
      )}
    </>
  )
}
