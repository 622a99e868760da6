import { useEffect, useState } from 'preact/hooks'
import type { EditionReader } from '../../shared/reader.ts'
import { askWhatIsBroken } from '../../shared/status.ts'
import { formatTime } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Said } from '../../ui/Said.tsx'
import type { Trouble as Found } from '../player/diagnose.ts'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import { BrokenSheet } from './BrokenSheet.tsx'
import { recordedAt } from './recorded.ts'
import { brokenWords } from './words.ts'

/** What is wrong, in one line. */
const useLine = (): ((found: Found) => string) => {
  const { locale } = useLanguage()
  const t = useWords(brokenWords)
  const time = (at: number) => formatTime(at, locale)
  return (found) => {
    if (found.kind === 'mirror-blocked') return t.blocked(found.hosts.join(', '))
    if (found.kind === 'speaker-cut') return (found.held ? t.cutHeld : t.cut)(time(found.at))
    if (found.kind === 'speaker-restarted')
      return found.seconds > 0 ? t.paused(time(found.at), found.seconds) : t.restarted(time(found.at))
    return t.trouble[found.kind](time(found.since))
  }
}

/** None of it keeps anybody from listening. */
const calm: ReadonlySet<Found['kind']> = new Set<Found['kind']>(['mirror-blocked', 'speaker-restarted'])

/** What the window moved past while one was away, and where it can be heard all the same. */
const Lost = ({ state, reader }: { state: PlayerState; reader: EditionReader | null }) => {
  const t = useWords(brokenWords)
  const recorded = recordedAt(reader, (state.window?.start ?? 0) - state.lost * 1000)
  return (
    <Notice tone="warn">
      <p>{t.lost(state.lost)}</p>
      {recorded ? (
        <p>
          {t.recorded}{' '}
          <a href={`/read/${recorded.id}`}>
            <Said text={recorded.title} />
          </a>
        </p>
      ) : (
        <p>{t.recordedLater}</p>
      )}
    </Notice>
  )
}

interface Props {
  player: Player
  state: PlayerState
  reader: EditionReader | null
}

/** Whose link is down and what Sada does about it; the sheet behind it tells of each mirror. Late code: the voice comes first. */
export const Trouble = ({ player, state, reader }: Props) => {
  const t = useWords(brokenWords)
  const lineOf = useLine()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const show = () => setOpen(true)
    globalThis.addEventListener(askWhatIsBroken, show)
    return () => globalThis.removeEventListener(askWhatIsBroken, show)
  }, [])
  const failover = player.failover()
  const { trouble, lost } = state
  return (
    <>
      {lost > 0 && <Lost state={state} reader={reader} />}
      {trouble && (
        <Notice key={trouble.kind} tone={calm.has(trouble.kind) ? 'info' : 'warn'}>
          <p data-trouble={trouble.kind}>{lineOf(trouble)}</p>
          <p>
            <button
              type="button"
              class="button button-quiet"
              aria-haspopup="dialog"
              onClick={() => setOpen(true)}
            >
              {t.open}
            </button>
          </p>
        </Notice>
      )}
      {open && failover && <BrokenSheet failover={failover} onClose={() => setOpen(false)} />}
    </>
  )
}
