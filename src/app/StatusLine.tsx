import { linkStatus } from '../link/link-status.ts'
import type { Messages } from '../ui/catalogue.ts'
import { formatBytes } from '../ui/format-bytes.ts'
import { useLanguage } from '../ui/language.tsx'
import { useStore } from '../ui/use-store.ts'
import { services, watchStatus } from './services.ts'
import { usePacks } from './use-reader.ts'
import { useWaiting } from './use-waiting.ts'

/** What the connection is doing: the broadcast's rung while one plays, else what requests found. */
const useConnection = (t: Messages): { tone: string; words: string } => {
  const link = useStore(linkStatus)
  const watch = useStore(watchStatus)
  if (watch) {
    const calm = watch.rung === 'video' || watch.rung === 'voice'
    const live = calm && watch.behind < 30 ? `${t.status.live} · ` : ''
    return {
      tone: calm ? 'good' : watch.rung === 'text' ? 'flame' : 'bad',
      words: live + t.status.rung[watch.rung],
    }
  }
  if (link.reach === 'unknown') return { tone: 'soft', words: t.status.checking }
  return { tone: { up: 'good', slow: 'flame', down: 'bad' }[link.reach], words: t.status[link.reach] }
}

/** One line, always visible: the link, what is kept on this phone, what waits to be sent. */
export const StatusLine = () => {
  const { text: t, locale } = useLanguage()
  const { packs, outbox, shell } = useStore(services)
  const state = usePacks(packs)
  const waiting = useWaiting(outbox)
  const { tone, words } = useConnection(t)
  const progress = state?.progress
  const ready = Boolean(state?.complete && state.codeKept && shell)
  const kept = ready
    ? t.status.ready
    : progress
      ? t.status.gettingReady(
          `${formatBytes(progress.bytes, locale)} / ${formatBytes(progress.bytesTotal, locale)}`,
        )
      : t.status.notReady
  return (
    <p class="app-status" role="status" aria-label={t.status.label} data-ready={ready} data-waiting={waiting}>
      <span class={`app-dot app-dot-${tone}`} />
      <span>{words}</span>
      {/* Each kilobyte need not be read out; that it is done must be. */}
      <span class="app-status-kept" aria-live={progress && !ready ? 'off' : undefined}>
        {kept}
      </span>
      {waiting > 0 && <a href="/give">{t.status.waiting(waiting)}</a>}
    </p>
  )
}
