import { byTag } from '../../ui/by-tag.ts'
import type { Catalogue } from '../../ui/catalogue.ts'
import { formatTime } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import type { Trouble } from '../player/diagnose.ts'

/** What is said about what is broken. It comes with the code that says it. */
export const brokenWords = byTag(
  import.meta.glob<Catalogue['broken']>('../../ui/languages/*.ts', {
    query: '?broken',
    import: 'broken',
    eager: true,
  }),
)

/** What is wrong, in one line. */
export const useLine = (): ((trouble: Trouble) => string) => {
  const { locale } = useLanguage()
  const t = useWords(brokenWords)
  const time = (at: number) => formatTime(at, locale)
  return (trouble) => {
    if (trouble.kind === 'mirror-blocked') return t.blocked(trouble.hosts.join(', '))
    if (trouble.kind === 'speaker-cut') return (trouble.held ? t.cutHeld : t.cut)(time(trouble.at))
    if (trouble.kind === 'speaker-restarted')
      return trouble.seconds > 0 ? t.paused(time(trouble.at), trouble.seconds) : t.restarted(time(trouble.at))
    return t.trouble[trouble.kind](time(trouble.since))
  }
}
