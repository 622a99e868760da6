import { formatBytes } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.tsx'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import type { More } from './use-more.ts'

/** Bytes of a minute at so many kbit/s. */
const ofAMinute = (kbps: number): number => (kbps * 1000 * 60) / 8

/** "Voice only" with what it saves, and what the broadcast has cost so far. */
export const DataUse = ({
  player,
  state,
  more,
}: {
  player: Player
  state: PlayerState
  more: More | null
}) => {
  const { text, locale } = useLanguage()
  const t = text.watch
  const { cost, bytes, pinned } = state
  const used = Object.values(bytes).reduce((sum, one) => sum + one, 0)
  return (
    <section class="watch-data">
      <label class="watch-pin">
        <input
          type="checkbox"
          checked={pinned}
          onChange={(event) => player.pinVoice(event.currentTarget.checked)}
        />
        <span>
          <span class="watch-pin-name">{t.voiceOnly}</span>
          {cost.video > 0 && (
            <span class="soft">
              {t.voiceOnlyHint(
                formatBytes(ofAMinute(cost.voice), locale),
                formatBytes(ofAMinute(cost.voice + cost.video), locale),
              )}
            </span>
          )}
        </span>
      </label>
      <p class="soft">{t.used(formatBytes(used, locale))}</p>
      {more && <more.DataMeter player={player} state={state} />}
    </section>
  )
}
