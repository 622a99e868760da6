import { useEffect, useState } from 'preact/hooks'
import { formatBytes } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useFocusKept } from '../../ui/use-focus-kept.ts'
import { raisedCap } from '../data/cap.ts'
import { bytesOfAnHour, rungsOf } from '../data/rates.ts'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import { playerWords } from './words.ts'

/** The limit: said when it is near, asked about when it is reached. The voice goes on until there is an answer. */
export const CapAsks = ({ player, state }: { player: Player; state: PlayerState }) => {
  const t = useWords(playerWords).data
  const { locale } = useLanguage()
  const part = useFocusKept<HTMLElement>()
  /** "Stop" holds until the listener plays again. */
  const [stopped, setStopped] = useState(false)
  const { cap, capStep, choice, wanted } = state
  useEffect(() => {
    if (wanted) setStopped(false)
  }, [wanted])
  if (cap === null || capStep === 'free') return null
  if (capStep === 'near') return <Notice>{t.near}</Notice>
  if (choice === 'words' || (stopped && !wanted)) return null
  const words = rungsOf(state).find((rung) => rung.choice === 'words')?.kbps ?? 0
  const raised = raisedCap(state)
  return (
    <section ref={part} class="watch-asks" aria-labelledby="watch-cap">
      <Notice tone="warn">
        <h2 id="watch-cap">{t.reached(formatBytes(cap, locale))}</h2>
        <p>{t.reachedMore}</p>
      </Notice>
      <div class="watch-answers">
        <button type="button" class="button" onClick={() => player.choose('words')}>
          {t.words(formatBytes(bytesOfAnHour(words), locale))}
        </button>
        <button type="button" class="button" onClick={() => player.setCap(raised)}>
          {t.raise(formatBytes(raised, locale))}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            player.pause()
            setStopped(true)
          }}
        >
          {t.stop}
        </button>
      </div>
    </section>
  )
}
