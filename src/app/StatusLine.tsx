import { useState } from 'preact/hooks'
import { linkStatus } from '../link/link-status.ts'
import type { LinkStatus } from '../shared/status.ts'
import type { Messages } from '../ui/catalogue.ts'
import { formatBytes } from '../ui/format-bytes.ts'
import { useLanguage } from '../ui/language.tsx'
import { useSelect, useStore } from '../ui/use-store.ts'
import { loadAgain } from './load-again.ts'
import { services, watchStatus } from './services.ts'
import { loadSheet } from './status/start.ts'
import { usePacks } from './use-reader.ts'
import { useWaiting } from './use-waiting.ts'

const reachOf = ({ reach }: LinkStatus): LinkStatus['reach'] => reach

/** What the connection is doing: the broadcast's rung while one plays, else what requests found. */
const useConnection = (t: Messages): { tone: string; words: string } => {
  const reach = useSelect(linkStatus, reachOf)
  const watch = useStore(watchStatus)
  if (watch) {
    const calm = watch.rung === 'video' || watch.rung === 'voice'
    const live = calm && watch.behind < 30 ? `${t.state.live} · ` : ''
    return {
      tone: calm ? 'good' : watch.rung === 'text' ? 'flame' : 'bad',
      words: live + t.state.rung[watch.rung],
    }
  }
  if (reach === 'unknown') return { tone: 'soft', words: t.status.checking }
  return { tone: { up: 'good', slow: 'flame', down: 'bad' }[reach], words: t.state[reach] }
}

type Sheet = Awaited<ReturnType<typeof loadSheet>>

/** One line, always visible: the link, what is kept on this phone, what waits to be sent. A tap on it says more. */
export const StatusLine = () => {
  const { text: t, locale } = useLanguage()
  const { packs, outbox, shell } = useStore(services)
  const [sheet, setSheet] = useState<Sheet | null>(null)
  const [opening, setOpening] = useState(false)
  const state = usePacks(packs)
  const waiting = useWaiting(outbox)
  const { tone, words } = useConnection(t)
  const progress = state?.progress
  const ready = Boolean(state?.complete && state.codeKept && shell)
  const kept = ready
    ? t.state.ready
    : progress
      ? t.state.gettingReady(
          `${formatBytes(progress.bytes, locale)} / ${formatBytes(progress.bytesTotal, locale)}`,
        )
      : t.status.notReady
  const open = async () => {
    setOpening(true)
    setSheet(await loadAgain(loadSheet))
    setOpening(false)
  }
  return (
    <>
      <div
        class="app-status"
        role="status"
        aria-label={t.status.label}
        data-ready={ready}
        data-waiting={waiting}
      >
        <button
          type="button"
          class="app-status-more"
          aria-haspopup="dialog"
          aria-busy={opening}
          onClick={() => void (opening || open())}
        >
          <span class={`app-dot app-dot-${tone}`} />
          <span>{words}</span>
          {/* What is counted up is not read out with every file; that it is done is. */}
          <span class="app-status-kept" aria-live={progress && !ready ? 'off' : undefined}>
            {kept}
          </span>
        </button>
        {waiting > 0 && <a href="/give">{t.state.waiting(waiting)}</a>}
      </div>
      {sheet && <sheet.StatusSheet onClose={() => setSheet(null)} />}
    </>
  )
}
