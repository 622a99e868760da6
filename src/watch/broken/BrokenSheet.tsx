import '../../ui/styles/sheet.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { useStore } from '../../ui/use-store.ts'
import type { Failover } from '../player/failover.ts'
import { type MirrorRow, mirrorRows } from './mirror-rows.ts'
import { brokenWords } from './words.ts'

/** What was found of one mirror, a sentence each. */
const useSentences = (): ((row: MirrorRow) => string[]) => {
  const { locale } = useLanguage()
  const t = useWords(brokenWords)
  return ({ inUse, reach, kbps, behind, failure }) => [
    t.reach[reach],
    ...(inUse ? [t.inUse] : []),
    ...(kbps === null ? [] : [t.speed(kbps.toLocaleString(locale, { maximumSignificantDigits: 2 }))]),
    ...(behind === null ? [] : [behind < 8 ? t.fresh : t.stale(behind)]),
    ...(failure ? [t.failed(formatTime(failure.at, locale), t.failure[failure.kind])] : []),
  ]
}

/** Every mirror of the broadcast as this phone finds it. A modal dialog: the browser keeps and returns the focus, and closes it by Escape. */
export const BrokenSheet = ({ failover, onClose }: { failover: Failover; onClose: () => void }) => {
  const t = useWords(brokenWords)
  const dialog = useRef<HTMLDialogElement>(null)
  const [checking, setChecking] = useState(false)
  const [copied, setCopied] = useState<'copied' | 'notCopied' | null>(null)
  const rows = mirrorRows(failover.mirrors.places(), useStore(failover.mirrors.standing))
  const sentences = useSentences()
  useEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  const check = async () => {
    setChecking(true)
    await failover.check()
    setChecking(false)
  }
  const copy = async () => {
    const lines = rows.map((row) => `${row.name}: ${sentences(row).join(' ')}`)
    try {
      await navigator.clipboard.writeText([t.title, ...lines].join('\n'))
      setCopied('copied')
    } catch {
      setCopied('notCopied')
    }
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way, and the browser's own
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="broken-title"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="sheet-body">
        <div class="sheet-head">
          <h2 id="broken-title">{t.title}</h2>
          <button type="button" class="button button-quiet" aria-label={t.close} onClick={close}>
            <Icon name="close" />
          </button>
        </div>
        <p>{t.lead(rows.length)}</p>
        {rows.map((row) => (
          <section key={row.name} data-mirror={row.name} data-reach={row.reach}>
            <h3>
              <bdi>{row.name}</bdi>
            </h3>
            <p>{sentences(row).join(' ')}</p>
          </section>
        ))}
        <p>
          <button
            type="button"
            class="button"
            aria-disabled={checking}
            onClick={() => void (checking || check())}
          >
            {checking ? t.checking : t.check}
          </button>{' '}
          <button type="button" class="button button-quiet" onClick={() => void copy()}>
            {t.copy}
          </button>
        </p>
        <p role="status">{copied && t[copied]}</p>
      </div>
    </dialog>
  )
}
