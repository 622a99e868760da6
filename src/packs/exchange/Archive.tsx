import { useEffect, useState } from 'preact/hooks'
import { formatDate } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { ProblemNotice } from '../../ui/Notice.tsx'
import type { Packs } from '../packs.ts'
import type { PacksState } from '../packs-state.ts'
import { type Trouble, troubleOf } from '../sync-report.ts'
import { type ArchivedEdition, archivedIn } from './archived.ts'
import { exchangeWords } from './words.ts'

interface Props {
  packs: Pick<Packs, 'shelf' | 'openArchive'>
  state: Pick<PacksState, 'reader' | 'showing'>
}

/** Older editions, to be read and never to give by. */
export const Archive = ({ packs, state: { reader, showing } }: Props) => {
  const { locale } = useLanguage()
  const t = useWords(exchangeWords).room
  const [archive, setArchive] = useState<readonly ArchivedEdition[]>([])
  const [problem, setProblem] = useState<Trouble | null>(null)
  const complain = (error: unknown) => setProblem(troubleOf(error))
  useEffect(() => {
    let current = true
    packs.shelf.then(({ store }) => archivedIn(store)).then((found) => current && setArchive(found), complain)
    return () => {
      current = false
    }
  }, [packs, reader])
  if (archive.length === 0) return null
  const open = (edition: number | null) => {
    setProblem(null)
    packs.openArchive(edition).catch(complain)
  }
  return (
    <section aria-labelledby="packs-archive">
      <h2 id="packs-archive">{t.archive}</h2>
      <p class="soft packs-line">{t.archiveMore}</p>
      {problem && <ProblemNotice problem={problem.key} />}
      <ul class="packs-kinds">
        {archive.map(({ edition, importedAt }) => (
          <li key={edition} class="packs-kind">
            <span>{t.archived(edition, formatDate(importedAt, locale))}</span>
            {showing === edition ? (
              <button type="button" class="button button-main" onClick={() => open(null)}>
                {t.back}
              </button>
            ) : (
              <button type="button" class="button" onClick={() => open(edition)}>
                {t.read}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
