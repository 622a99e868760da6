import { useState } from 'preact/hooks'
import { fingerprint } from '../../shared/signature.ts'
import { formatBytes, formatDate } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Notice, ProblemNotice } from '../../ui/Notice.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { useFocusKept } from '../../ui/use-focus-kept.ts'
import { useStore } from '../../ui/use-store.ts'
import type { PackFound } from '../look-into-pack.ts'
import { KeyChanges } from './KeyChanges.tsx'
import type { PackInbox } from './pack-in.ts'
import { exchangeWords } from './words.ts'

/** What a pack holds, who signed it, its number and date, and what taking it would do. */
const Found = ({ found, held }: { found: PackFound; held: number | null }) => {
  const { text, locale } = useLanguage()
  const t = useWords(exchangeWords).open
  const { verdict, files, part, fresh, verified } = found
  const { manifest } = verified
  const size = (of: readonly { bytes: number }[]) =>
    formatBytes(
      of.reduce((sum, { bytes }) => sum + bytes, 0),
      locale,
    )
  const newer = held === null ? t.first : t.newer(held)
  const judged = { newer, same: t.same, older: t.older, conflict: t.conflict }[verdict]
  return (
    <>
      <h3>{t.found}</h3>
      <p class="packs-lead">{t.edition(manifest.edition, formatDate(Date.parse(manifest.issued), locale))}</p>
      <dl class="packs-facts">
        <dt>{t.signed}</dt>
        <dd>{t.signedBy(fingerprint(found.signer))}</dd>
        <dt>{text.packs.here}</dt>
        <dd>{fresh.items > 0 ? t.freshSome(fresh.items, formatBytes(fresh.bytes, locale)) : t.freshNone}</dd>
        <dt>{text.packs.freshUntil}</dt>
        <dd>
          <bdi>{formatDate(Date.parse(manifest.freshUntil), locale)}</bdi>
        </dd>
        <dt>{t.code}</dt>
        <dd>
          <bdi class="packs-key" dir="ltr">
            {found.code}
          </bdi>
          <p class="soft">{t.codeMore}</p>
        </dd>
      </dl>
      <KeyChanges changes={found.changes} />
      <p class="packs-line">
        {t.holds(files.length, size(files))}
        {part && ` · ${t.part}`}
      </p>
      {verdict === 'older' || verdict === 'conflict' ? (
        <Notice tone={verdict === 'conflict' ? 'bad' : 'warn'}>
          <p>{judged}</p>
        </Notice>
      ) : (
        <p class="packs-line">{judged}</p>
      )}
    </>
  )
}

interface Props {
  inbox: PackInbox
  /** Number of the current edition. */
  held: number | null
  /** Whether what is taken outlives this visit. */
  durable: boolean
}

/** A pack from a file, by picking or dropping one (or handed over by the system), to the edition on this phone. */
export const OpenPack = ({ inbox, held, durable }: Props) => {
  const { locale } = useLanguage()
  const t = useWords(exchangeWords).open
  const now = useStore(inbox.state)
  const [over, setOver] = useState(false)
  const look = (files: FileList | null | undefined) => {
    const file = files?.[0]
    if (file) void inbox.look(file)
  }
  const takes = now.at === 'found' && (now.found.verdict === 'newer' || now.found.fresh.items > 0)
  const may = now.at === 'found' && (now.found.verdict === 'newer' || now.found.verdict === 'same')
  const button = (label: string, act: () => void, main = false) => (
    <button type="button" class={main ? 'button button-main' : 'button'} onClick={act}>
      {label}
    </button>
  )
  return (
    <section class="card packs-exchange" aria-labelledby="packs-open" ref={useFocusKept<HTMLElement>()}>
      <h2 id="packs-open">{t.title}</h2>
      <p class="soft packs-line">{t.intro}</p>
      {(now.at === 'idle' || now.at === 'taken' || now.at === 'refused') && (
        <fieldset
          aria-labelledby="packs-open"
          class={over ? 'packs-drop packs-drop-over' : 'packs-drop'}
          onDragEnter={() => setOver(true)}
          onDragLeave={() => setOver(false)}
          onDrop={() => setOver(false)}
        >
          <label class="button packs-file">
            <Icon name="packs" />
            {now.at === 'idle' ? t.choose : t.another}
            <input
              type="file"
              accept=".html,.htm,.zip,text/html,application/zip"
              class="visually-hidden"
              onChange={({ currentTarget }) => {
                look(currentTarget.files)
                currentTarget.value = ''
              }}
            />
          </label>
          <span class="soft packs-drop-hint">{t.drop}</span>
        </fieldset>
      )}
      <div role="status" class="stack">
        {now.at === 'looking' && <Progress label={t.looking} />}
        {now.at === 'found' && <Found found={now.found} held={held} />}
        {now.at === 'taken' && (
          <Notice tone={durable ? 'good' : 'warn'} live={false}>
            <p>{durable ? t.taken : t.takenForNow}</p>
          </Notice>
        )}
      </div>
      {now.at === 'looking' && button(t.cancel, inbox.cancel)}
      {now.at === 'found' && (
        <div class="row">
          {may &&
            takes &&
            button(now.found.verdict === 'same' ? t.fill : t.take, () => void inbox.take(), true)}
          {button(t.putAway, inbox.cancel)}
        </div>
      )}
      {now.at === 'taking' && (
        <>
          <Progress
            label={t.taking(
              formatBytes(now.progress?.bytes ?? 0, locale),
              formatBytes(now.progress?.bytesTotal ?? now.found.size, locale),
            )}
            {...(now.progress && { value: now.progress.bytes / Math.max(1, now.progress.bytesTotal) })}
          />
          {button(t.cancel, inbox.cancel)}
        </>
      )}
      {now.at === 'refused' && (
        <ProblemNotice problem={now.problem.key}>
          <p>{t.refused(now.name)}</p>
          {now.problem.detail && (
            <p class="packs-detail" dir="ltr">
              {now.problem.detail}
            </p>
          )}
        </ProblemNotice>
      )}
    </section>
  )
}
