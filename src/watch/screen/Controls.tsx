import { formatClock } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useText } from '../../ui/language.tsx'
import type { Chapter } from '../more/chapters.ts'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import { SeekBar } from './SeekBar.tsx'
import type { More } from './use-more.ts'

/** Far enough to hear a sentence again, a thought again, and to leave one out, seconds. */
const steps = [-30, -10, 30]
/** Closer than this to where one listens when nothing is wrong is live for a listener, seconds. */
const liveWithin = 10

interface Props {
  player: Player
  state: PlayerState
  media: HTMLVideoElement | null
  /** Brings menus and marks, once it has come. */
  more: More | null
  chapters: readonly Chapter[]
}

export const Controls = ({ player, state, media, more, chapters }: Props) => {
  const t = useText().watch
  const { wanted, muted, behind, over, aim, unsupported } = state
  const open = state.phase !== 'connecting' && state.phase !== 'unreachable'
  const ready = open && !unsupported
  const live = behind < aim + liveWithin
  return (
    <div class="watch-controls">
      <SeekBar player={player} state={state} disabled={!ready}>
        {more && <more.Marks state={state} chapters={chapters} />}
      </SeekBar>
      <div class="watch-buttons">
        <button
          type="button"
          class="button button-main watch-play"
          disabled={!ready}
          onClick={wanted ? player.pause : player.play}
        >
          <Icon name={wanted ? 'pause' : 'play'} />
          {wanted ? t.pause : t.play}
        </button>
        {/* As the line of time above: what was said is at the left, in every language. */}
        <div class="watch-steps" dir="ltr">
          {steps.map((step) => (
            <button
              key={step}
              type="button"
              class="button"
              disabled={!ready}
              onClick={() => player.seekBy(step)}
            >
              <span class="visually-hidden">{step < 0 ? t.back(-step) : t.forward(step)}</span>
              <bdi aria-hidden="true">{step < 0 ? `−${-step}` : `+${step}`}</bdi>
            </button>
          ))}
        </div>
        <button
          type="button"
          class="button watch-mute"
          disabled={!ready}
          aria-pressed={muted}
          onClick={() => player.setMuted(!muted)}
        >
          <Icon name={muted ? 'muted' : 'sound'} />
          <span class="visually-hidden">{t.mute}</span>
        </button>
        {more && <more.Volume player={player} state={state} />}
        {!over && (
          <button
            type="button"
            class={live && ready ? 'button watch-live watch-live-now' : 'button watch-live'}
            disabled={!ready}
            onClick={player.goLive}
          >
            <span class="watch-live-dot" />
            {live ? t.live : t.toLive(formatClock(behind))}
          </button>
        )}
      </div>
      {/* Its height is kept free, so that nothing moves when it comes. */}
      <div class="watch-tools-place">
        {more && media && open && (
          <more.Tools player={player} state={state} media={media} chapters={chapters} />
        )}
      </div>
    </div>
  )
}
