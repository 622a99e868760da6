import { formatClock } from '../../../ui/format.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { useWords } from '../../../ui/language.tsx'
import { deskWords } from '../words.ts'
import { rates } from './listening.ts'

/** Far enough to hear a sentence again, seconds. */
const step = 15
/** Minutes after which it may stop by itself. */
const sleeps = [15, 30, 60]

interface Props {
  playing: boolean
  at: number
  duration: number
  rate: number
  sleeping: boolean
  /** The file is there to be played. */
  ready: boolean
  /** It is open: only then can its pace be changed. */
  open: boolean
  onToggle: () => void
  onSeek: (to: number) => void
  onRate: (rate: number) => void
  onSleep: (minutes: number | null) => void
}

/** Play, back and forth a little, where one is, how fast, how long: large enough for a thumb, in the language of the screen. */
export const Player = (props: Props) => {
  const { playing, at, duration, rate, sleeping, ready, open, onToggle, onSeek, onRate, onSleep } = props
  const t = useWords(deskWords).listen
  return (
    <div class="library-sound">
      <button type="button" class="button button-main library-play" disabled={!ready} onClick={onToggle}>
        <Icon name={playing ? 'pause' : 'play'} />
        {playing ? t.pause : t.play}
      </button>
      {/* As the line of time below: what was said is at the left, in every language. */}
      <div class="library-steps" dir="ltr">
        {[-step, step].map((seconds) => (
          <button
            key={seconds}
            type="button"
            class="button"
            disabled={!ready}
            onClick={() => onSeek(at + seconds)}
          >
            {seconds < 0 && <Icon name="back" />}
            <span class="visually-hidden">{seconds < 0 ? t.back(step) : t.forward(step)}</span>
            <bdi aria-hidden="true">{step}</bdi>
            {seconds > 0 && <Icon name="next" />}
          </button>
        ))}
      </div>
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
        onInput={(event) => onSeek(Number(event.currentTarget.value))}
      />
      <bdi dir="ltr" class="library-clock">
        {formatClock(at)} / {formatClock(duration)}
      </bdi>
      {open && (
        <div class="library-pace">
          <label>
            {t.speed}
            <select value={String(rate)} onChange={(event) => onRate(Number(event.currentTarget.value))}>
              {rates.map((one) => (
                <option key={one} value={String(one)}>{`${one}×`}</option>
              ))}
            </select>
          </label>
          <label>
            {t.sleep}
            <select
              value={sleeping ? undefined : ''}
              onChange={(event) => onSleep(Number(event.currentTarget.value) || null)}
            >
              <option value="">{t.sleepOff}</option>
              {sleeps.map((minutes) => (
                <option key={minutes} value={String(minutes)}>
                  {t.sleepIn(minutes)}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
    </div>
  )
}
