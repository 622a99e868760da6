import { useEffect, useState } from 'preact/hooks'
import type { EditionReader } from '../../shared/reader.ts'
import { askWhatIsBroken } from '../../shared/status.ts'
import { useWords } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Said } from '../../ui/Said.tsx'
import { useFocusKept } from '../../ui/use-focus-kept.ts'
import type { Trouble as Found } from '../player/diagnose.ts'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import { BrokenSheet } from './BrokenSheet.tsx'
import { recordedAt } from './recorded.ts'
import { brokenWords, useLine } from './words.ts'

/** None of it keeps anybody from listening. */
const calm: ReadonlySet<Found['kind']> = new Set<Found['kind']>(['mirror-blocked', 'speaker-restarted'])

/** It keeps people from listening, sooner or later: that the voice has stopped need not be said beside it. */
export const stops = (trouble: Found | null): boolean => trouble !== null && !calm.has(trouble.kind)

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
  const part = useFocusKept<HTMLElement>()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const show = () => setOpen(true)
    globalThis.addEventListener(askWhatIsBroken, show)
    return () => globalThis.removeEventListener(askWhatIsBroken, show)
  }, [])
  const { trouble, lost } = state
  const isCalm = !stops(trouble)
  const notice = trouble && (
    <Notice key={trouble.kind} tone={isCalm ? 'info' : 'warn'} live={!isCalm}>
      <p data-trouble={trouble.kind}>{lineOf(trouble)}</p>
      <p>
        <button type="button" class="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {t.open}
        </button>
      </p>
    </Notice>
  )
  return (
    <section ref={part} class="watch-trouble" aria-label={t.title}>
      {lost > 0 && <Lost state={state} reader={reader} />}
      {/* Stands there empty, so that what comes into it is announced. */}
      <div role="status">{isCalm && notice}</div>
      {!isCalm && notice}
      {open && <BrokenSheet failover={player.failover()} trouble={trouble} onClose={() => setOpen(false)} />}
    </section>
  )
}
