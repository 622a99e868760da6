import { formatTime } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.tsx'
import { Notice, ProblemNotice } from '../../ui/Notice.tsx'
import type { PlayerState } from '../player/state.ts'

/**
 * What is wrong with the broadcast, in plain words, and what happens about it; nothing while all is well.
 * @param told that the broadcast stands still is said by late code, which knows more exactly whose link it is (`broken/Trouble.tsx`)
 */
export const Condition = ({ state, told }: { state: PlayerState; told: boolean }) => {
  const { text, locale } = useLanguage()
  const t = text.watch
  const { cutAt, silentSince } = state
  if (state.unsupported) return <ProblemNotice problem="media-unsupported" />
  if (state.blocked) return <Notice>{text.problems.autoplay}</Notice>
  if (told) return null
  if (silentSince !== null) return <Notice tone="warn">{t.silent(formatTime(silentSince, locale))}</Notice>
  if (cutAt !== null) return <Notice tone="warn">{t.cut(formatTime(cutAt, locale))}</Notice>
  // How far behind one is, and what can be done about it, is said by `more/Lag.tsx`.
  return null
}
