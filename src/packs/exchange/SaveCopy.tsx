import { useMemo } from 'preact/hooks'
import type { SignedManifest } from '../../shared/pack/edition-pack.ts'
import { formatBytes } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { useStore } from '../../ui/use-store.ts'
import type { StoredReader } from '../edition-reader.ts'
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
  const copy = async () => {
    const plan = await planPack(reader, signed, wholeChoice(reader), new Map())
    await maker.make(reader, signed, plan)
  }
  return (
    <>
      <h3>{words.room.copy}</h3>
      <p class="soft packs-line">{words.room.copyMore}</p>
      {now.at === 'making' && <Progress label={words.make.making(formatBytes(now.bytes, locale), '…')} />}
      {now.at === 'failed' && <ProblemNotice problem={now.problem.key} />}
      {now.at === 'made' ? (
        <HandOver pack={now.pack} onAgain={maker.reset} />
      ) : (
        <button type="button" class="button" disabled={now.at === 'making'} onClick={() => void copy()}>
          <Icon name="download" />
          {words.room.copyMake}
        </button>
      )}
    </>
  )
}
