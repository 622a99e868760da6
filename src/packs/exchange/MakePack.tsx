import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Item } from '../../shared/content.ts'
import { type Choice, chooseFiles } from '../../shared/pack/choose-files.ts'
import type { SignedManifest } from '../../shared/pack/edition-pack.ts'
import type { EditionReader } from '../../shared/reader.ts'
import { formatBytes } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { useFocusKept } from '../../ui/use-focus-kept.ts'
import { useStore } from '../../ui/use-store.ts'
import type { StoredReader } from '../edition-reader.ts'
import { type Trouble, troubleOf } from '../sync-report.ts'
import { Chooser } from './Chooser.tsx'
import { HandOver } from './HandOver.tsx'
import { type PackPlan, planPack, type TextCache } from './make-pack.ts'
import { type PackMaker, packMaker } from './pack-out.ts'
import { exchangeWords } from './words.ts'

/** All of it: what most people want to pass on. */
export const wholeChoice = (reader: EditionReader): Choice => ({
  items: new Set(reader.content.items.map(({ id }) => id)),
  languages: new Set(['en', 'ur']),
  groups: new Set(['text', 'image', 'audio', 'video']),
})

const Making = ({ maker, total }: { maker: PackMaker; total: number }) => {
  const { locale } = useLanguage()
  const t = useWords(exchangeWords).make
  const now = useStore(maker.state)
  if (now.at !== 'making') return null
  return (
    <>
      <Progress
        label={t.making(formatBytes(now.bytes, locale), formatBytes(total, locale))}
        value={Math.min(1, now.bytes / Math.max(1, total))}
      />
      <button type="button" class="button" onClick={maker.reset}>
        {t.cancel}
      </button>
    </>
  )
}

/** A pack of what is on this phone: chosen with its size in view, made, handed over. */
export const MakePack = ({ reader, signed }: { reader: StoredReader; signed: SignedManifest }) => {
  const { locale } = useLanguage()
  const t = useWords(exchangeWords).make
  const [choice, setChoice] = useState(() => wholeChoice(reader))
  const [plan, setPlan] = useState<PackPlan | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const maker = useMemo(packMaker, [])
  const cache = useMemo<TextCache>(() => new Map(), [reader])
  const now = useStore(maker.state)
  useEffect(() => maker.reset, [maker])
  useEffect(() => {
    let current = true
    setPlan(null)
    planPack(reader, signed, choice, cache).then(
      (planned) => current && setPlan(planned),
      (error: unknown) => current && setTrouble(troubleOf(error)),
    )
    return () => {
      current = false
    }
  }, [reader, signed, choice, cache])

  const files = reader.manifest.files.filter(({ path, group }) => group !== 'index' && reader.has(path))
  const bytesOf = (item: Item) =>
    chooseFiles(
      { items: [item] },
      { ...reader.manifest, files },
      { ...choice, items: new Set([item.id]) },
    ).reduce((sum, { bytes }) => sum + bytes, 0)
  const problem = now.at === 'failed' ? now.problem : trouble
  return (
    <section class="card packs-exchange" aria-labelledby="packs-make" ref={useFocusKept<HTMLElement>()}>
      <h2 id="packs-make">{t.title}</h2>
      <p class="soft packs-line">{t.intro}</p>
      {problem && <ProblemNotice problem={problem.key} />}
      {now.at === 'made' ? (
        <HandOver pack={now.pack} onAgain={maker.reset} />
      ) : now.at === 'making' ? (
        <Making maker={maker} total={plan?.size ?? 0} />
      ) : (
        <>
          <Chooser reader={reader} choice={choice} bytesOf={bytesOf} onChange={setChoice} />
          <p role="status" class="packs-lead">
            {plan ? t.size(formatBytes(plan.size, locale)) : t.measuring}
          </p>
          <button
            type="button"
            class="button button-main"
            disabled={!plan}
            onClick={() => plan && void maker.make(reader, signed, plan)}
          >
            {t.make}
          </button>
        </>
      )}
    </section>
  )
}
