import type { ProblemKey } from '../shared/problem.ts'
import { useText } from '../ui/language.tsx'
import { Notice, ProblemNotice } from '../ui/Notice.tsx'

/** A part that cannot be shown: not here yet (and what to do), or the store's own problem. */
export const MissingFile = ({ problem }: { problem: ProblemKey }) => {
  const t = useText().library
  if (problem !== 'missing-file') return <ProblemNotice problem={problem} />
  return (
    <Notice>
      <p>
        <strong>{t.missing}</strong>
      </p>
      <p>
        {t.missingMore} <a href="/packs">{t.toPacks}</a>
      </p>
    </Notice>
  )
}
