import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { formatTime } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.tsx'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'

interface Props {
  player: Player
  state: PlayerState
  disabled: boolean
  /** Stands on the line. */
  children?: ComponentChildren
}

/** The window that can be listened to, by the clock of the broadcast. It seeks when it is let go, not on the way. */
export const SeekBar = ({ player, state, disabled, children }: Props) => {
  const { text, locale } = useLanguage()
  const [held, setHeld] = useState<number | null>(null)
  const { window, position } = state
  const start = Math.floor((window?.start ?? 0) / 1000)
  const end = Math.max(start + 1, Math.floor((window?.end ?? 0) / 1000))
  const at = held ?? Math.floor((position ?? start * 1000) / 1000)
  const clock = (seconds: number) => (window ? formatTime(seconds * 1000, locale) : '–')
  return (
    <div class="watch-seek">
      <input
        type="range"
        dir="ltr"
        min={start}
        max={end}
        step={1}
        value={at}
        disabled={disabled || !window}
        aria-label={text.watch.seek}
        aria-valuetext={clock(at)}
        onInput={(event) => setHeld(Number(event.currentTarget.value))}
        onChange={(event) => {
          player.seekTo(Number(event.currentTarget.value) * 1000)
          setHeld(null)
        }}
      />
      {children}
      <div class="watch-seek-times" dir="ltr" aria-hidden="true">
        {window && (
          <>
            <bdi>{clock(start)}</bdi>
            <bdi class="watch-seek-at">{clock(at)}</bdi>
            <bdi>{clock(end)}</bdi>
          </>
        )}
      </div>
    </div>
  )
}
