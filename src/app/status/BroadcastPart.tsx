import { askWhatIsBroken } from '../../shared/status.ts'
import { formatClock } from '../../ui/format.ts'
import { useWords } from '../../ui/language.tsx'
import { useStore } from '../../ui/use-store.ts'
import { watchStatus } from '../services.ts'
import { statusWords } from './words.ts'

/** The broadcast's rung, and why it is that one. */
export const BroadcastPart = ({ onLeave }: { onLeave: () => void }) => {
  const t = useWords(statusWords)
  const watch = useStore(watchStatus)
  return (
    <section aria-labelledby="sheet-broadcast">
      <h3 id="sheet-broadcast">{t.broadcast}</h3>
      {watch ? (
        <>
          <p>
            {t.rung[watch.pinned && watch.rung === 'voice' ? 'pinned' : watch.rung]}{' '}
            {watch.behind >= 30 && t.behind(`${formatClock(watch.behind)}`)}
          </p>
          <p>
            <button
              type="button"
              class="button"
              onClick={() => {
                onLeave()
                dispatchEvent(new Event(askWhatIsBroken))
              }}
            >
              {t.broken}
            </button>
          </p>
        </>
      ) : (
        <p>
          {t.notWatching}{' '}
          <a href="/watch" onClick={onLeave}>
            {t.toWatch}
          </a>
        </p>
      )}
    </section>
  )
}
