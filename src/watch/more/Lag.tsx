import { useState } from 'preact/hooks'
import { formatClock, formatTime } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useFocusKept } from '../../ui/use-focus-kept.ts'
import { catchUpTakes } from '../control/catch-up.ts'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import { playerWords } from './words.ts'

/** Nearer than this beyond where one listens anyway nothing is said, seconds. */
const worthSaying = 25
/** That one goes on where one was is said for so long, ms of programme. */
const saidFor = 60_000

/** Where one went on after an earlier visit, how far behind live one is, and the two ways to get there. */
export const Lag = ({ player, state }: { player: Player; state: PlayerState }) => {
  const t = useWords(playerWords)
  const { locale } = useLanguage()
  const part = useFocusKept<HTMLElement>()
  const [told, setTold] = useState(false)
  const { resumed, position, behind, aim, catching, catchUp, caughtUp, speed, phase, manual, over } = state
  const resumes =
    !told && resumed !== null && position !== null && position >= resumed && position - resumed < saidFor
  const far = phase === 'ready' && !over && behind > aim + worthSaying
  const live = () => {
    setTold(true)
    player.goLive()
  }
  const toLive = (
    <button type="button" class="button" onClick={live}>
      {t.behind.live}
    </button>
  )
  const time = formatClock(catchUpTakes(state, catching && speed > 1 ? speed : undefined))
  return (
    <section ref={part} class="watch-lag" aria-label={t.speed.menu}>
      <div class="watch-lag-said" role="status">
        {caughtUp && <p class="soft">{t.speed.caughtUp}</p>}
        {resumes && resumed !== null && (
          <Notice live={false}>{t.resumed(formatTime(resumed, locale))}</Notice>
        )}
      </div>
      {/* Counts with every second, so it is not announced. */}
      {catching ? (
        <p class="soft">{t.behind.catching(formatClock(behind), time)}</p>
      ) : (
        far && (
          <p class="soft">
            {t.behind.said(formatClock(behind))} {manual === 1 && !catchUp && t.behind.takes(time)}
          </p>
        )
      )}
      {(catching || far) && (
        <div class="watch-answers">
          {(catching || manual === 1) && (
            <button
              type="button"
              class="button"
              aria-pressed={catchUp}
              onClick={() => player.setCatchUp(!catchUp)}
            >
              {catchUp ? t.behind.stop : t.behind.catchUp}
            </button>
          )}
          {!over && toLive}
        </div>
      )}
    </section>
  )
}
