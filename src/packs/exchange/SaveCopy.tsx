import { useEffect, useMemo, useState } from 'preact/hooks'
import type { SignedManifest } from '../../shared/pack/edition-pack.ts'
import { formatBytes } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { useStore } from '../../ui/use-store.ts'
import type { StoredReader } from '../edition-reader.ts'
import { type Trouble, troubleOf } from '../sync-report.ts'
import { HandOver } from './HandOver.tsx'
import { wholeChoice } from './MakePack.tsx'
import { planPack } from './make-pack.ts'
import { packMaker } from './pack-out.ts'
import { exchangeWords } from './words.ts'

/** All that is here as one pack outside the browser, which may throw its storage away. */
export const SaveCopy = ({ reader, signed }: { reader: StoredReader; signed: SignedManifest }) => {
  const { locale } = useLanguage()
  const words = useWords(exchangeWords)
  const maker = useMemo(packMaker, [])
  const now = useStore(maker.state)
  /** Bytes it comes to, once that is known; `null` while nothing is made. */
  const [total, setTotal] = useState<number | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  useEffect(() => maker.reset, [maker])
  const copy = async () => {
    setTrouble(null)
    try {
      const plan = await planPack(reader, signed, wholeChoice(reader), new Map())
      setTotal(plan.size)
      await maker.make(reader, signed, plan)
    } catch (error) {
      setTrouble(troubleOf(error))
    }
  }
  const problem = now.at === 'failed' ? now.problem : trouble
  return (
    <>
      <h3>{words.room.copy}</h3>
      <p class="soft packs-line">{words.room.copyMore}</p>
      {problem && <ProblemNotice problem={problem.key} />}
      {now.at === 'making' ? (
        <>
          <Progress
            label={words.make.making(formatBytes(now.bytes, locale), formatBytes(total ?? 0, locale))}
            value={Math.min(1, now.bytes / Math.max(1, total ?? 0))}
          />
          <button type="button" class="button" onClick={maker.reset}>
            {words.make.cancel}
          </button>
        </>
      ) : now.at === 'made' ? (
        <HandOver pack={now.pack} onAgain={maker.reset} />
      ) : (
        <button type="button" class="button" onClick={() => void copy()}>
          <Icon name="download" />
          {words.room.copyMake}
        </button>
      )}
    </>
  )
}
