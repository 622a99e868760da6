import type { RefObject } from 'preact'
import { formatClock } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { useText } from '../ui/language.tsx'
import { usePlayback } from './use-playback.ts'

/** Far enough to hear a sentence again, seconds. */
const backStep = 15

interface Props {
  element: RefObject<HTMLMediaElement | null>
  /** Length by the table of contents, seconds. */
  seconds: number
  /** The file is there to be played. */
  ready: boolean
  onProblem: () => void
}

/** Play, back a little, and where one is: large enough for a thumb, in the language of the screen. */
export const SoundControls = ({ element, seconds, ready, onProblem }: Props) => {
  const t = useText().library
  const { playing, at, duration } = usePlayback(element, seconds)
  const toggle = () => {
    const media = element.current
    if (!media) return
    if (playing) media.pause()
    else media.play().catch((error) => error.name !== 'AbortError' && onProblem())
  }
  const seek = (to: number) => {
    if (element.current) element.current.currentTime = Math.max(0, to)
  }
  return (
    <div class="library-sound">
      <button type="button" class="button button-main library-play" disabled={!ready} onClick={toggle}>
        <Icon name={playing ? 'pause' : 'play'} />
        {playing ? t.pause : t.play}
      </button>
      <button type="button" class="button" disabled={!ready} onClick={() => seek(at - backStep)}>
        <Icon name="back" />
        <span class="visually-hidden">{t.back(backStep)}</span>
        <bdi aria-hidden="true">{backStep}</bdi>
      </button>
      <input
        type="range"
        class="library-seek"
        dir="ltr"
        min={0}
        max={Math.max(1, Math.floor(duration))}
        step={1}
        value={Math.floor(at)}
        disabled={!ready}
        aria-label={t.position}
        aria-valuetext={`${formatClock(at)} / ${formatClock(duration)}`}
        onInput={(event) => seek(Number(event.currentTarget.value))}
      />
      <bdi dir="ltr" class="library-clock">
        {formatClock(at)} / {formatClock(duration)}
      </bdi>
    </div>
  )
}
