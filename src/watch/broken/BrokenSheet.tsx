import '../../ui/styles/sheet.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { useStore } from '../../ui/use-store.ts'
import type { Trouble } from '../player/diagnose.ts'
import type { Failover } from '../player/failover.ts'
import { type MirrorRow, mirrorRows } from './mirror-rows.ts'
import { brokenWords, useLine } from './words.ts'

/** What was found of one mirror, a sentence each. */
const useSentences = (): ((row: MirrorRow) => string[]) => {
  const { locale } = useLanguage()
  const t = useWords(brokenWords)
  return ({ inUse, reach, kbps, behind, asOf, failure }) => [
    t.reach[reach],
    ...(inUse ? [t.inUse] : []),
    ...(kbps === null ? [] : [t.speed(kbps.toLocaleString(locale, { maximumSignificantDigits: 2 }))]),
    ...(behind === null ? [] : [behind < 8 ? t.fresh : t.stale(behind)]),
    ...(asOf === null ? [] : [t.asOf(formatTime(asOf, locale))]),
    ...(failure ? [t.failed(formatTime(failure.at, locale), t.failure[failure.kind])] : []),
  ]
}

/** Each mirror as it was found, with the way to look again and to send the list to somebody. */
const MirrorList = ({ failover, line }: { failover: Failover; line: string }) => {
  const t = useWords(brokenWords)
  const { locale } = useLanguage()
  const [checking, setChecking] = useState(false)
  const [said, setSaid] = useState('')
  const standing = useStore(failover.mirrors.standing)
  const rows = mirrorRows(failover.mirrors.places(), standing, Date.now())
  const sentences = useSentences()
  const check = async () => {
    setChecking(true)
    setSaid('')
    await failover.check()
    setChecking(false)
    setSaid(t.checked(formatTime(Date.now(), locale)))
  }
  const copy = async () => {
    const lines = rows.map((row) => `${row.name}: ${sentences(row).join(' ')}`)
    try {
      await navigator.clipboard.writeText([t.title, line, ...lines].join('\n'))
      setSaid(t.copied)
    } catch {
      setSaid(t.notCopied)
    }
  }
  return (
    <>
      <p>{t.lead(rows.length)}</p>
      {rows.map((row, at) => (
        <section key={at} data-mirror={row.name} data-reach={row.reach}>
          <h3>
            <bdi>{row.name}</bdi>
          </h3>
          <p>{sentences(row).join(' ')}</p>
        </section>
      ))}
      <p class="row">
        <button
          type="button"
          class="button"
          aria-disabled={checking}
          onClick={() => void (checking || check())}
        >
          {checking ? t.checking : t.check}
        </button>
        <button type="button" class="button button-quiet" onClick={() => void copy()}>
          {t.copy}
        </button>
      </p>
      <p role="status">{said}</p>
    </>
  )
}

interface Props {
  /** `null` before the code that looks after mirrors has come. */
  failover: Failover | null
  trouble: Trouble | null
  onClose: () => void
}

/** What is wrong, and every mirror as this phone finds it. A modal dialog: the browser keeps and returns the focus, and closes it by Escape. */
export const BrokenSheet = ({ failover, trouble, onClose }: Props) => {
  const t = useWords(brokenWords)
  const lineOf = useLine()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  const line = trouble ? lineOf(trouble) : t.nothing
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
        <p>{line}</p>
        {failover ? <MirrorList failover={failover} line={line} /> : <p>{t.notYet}</p>}
      </div>
    </dialog>
  )
}
