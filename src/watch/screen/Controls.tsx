import { formatClock } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useText } from '../../ui/language.tsx'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import { SeekBar } from './SeekBar.tsx'

/** Far enough to hear a sentence again, seconds. */
const step = 15
/** Closer to live than this is live for a listener, seconds. */
const liveWithin = 30

interface Props {
  player: Player
  state: PlayerState
}

export const Controls = ({ player, state }: Props) => {
  const t = useText().watch
  const { wanted, muted, behind, unsupported } = state
  const ready = state.phase !== 'connecting' && state.phase !== 'unreachable' && !unsupported
  const live = behind < liveWithin
  return (
    <div class="watch-controls">
      <SeekBar player={player} state={state} disabled={!ready} />
      <div class="watch-buttons">
        <button
          type="button"
          class="button button-main"
          disabled={!ready}
          onClick={wanted ? player.pause : player.play}
        >
          <Icon name={wanted ? 'pause' : 'play'} />
          {wanted ? t.pause : t.play}
        </button>
        {/* As the line of time above: what was said is at the left, in every language. */}
        <div class="watch-steps" dir="ltr">
          <button type="button" class="button" disabled={!ready} onClick={() => player.seekBy(-step)}>
            <span class="visually-hidden">{t.back(step)}</span>
            <bdi aria-hidden="true">−{step}</bdi>
          </button>
          <button type="button" class="button" disabled={!ready} onClick={() => player.seekBy(step)}>
            <span class="visually-hidden">{t.forward(step)}</span>
            <bdi aria-hidden="true">+{step}</bdi>
          </button>
        </div>
        <button
          type="button"
          class="button"
          disabled={!ready}
          aria-pressed={muted}
          onClick={() => player.setMuted(!muted)}
        >
          <Icon name={muted ? 'muted' : 'sound'} />
          <span class="visually-hidden">{t.mute}</span>
        </button>
        <button
          type="button"
          class={live && ready ? 'button watch-live watch-live-now' : 'button watch-live'}
          disabled={!ready}
          onClick={player.goLive}
        >
          <span class="watch-live-dot" />
          {live ? t.live : t.toLive(formatClock(behind))}
        </button>
      </div>
    </div>
  )
}
