import { useWords } from '../../ui/language.tsx'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import { playerWords } from './words.ts'

/** For a mouse on a wide screen; phones have their own buttons (more.css shows it). */
export const Volume = ({ player, state }: { player: Player; state: PlayerState }) => {
  const t = useWords(playerWords)
  return (
    <input
      type="range"
      class="watch-volume"
      dir="ltr"
      min={0}
      max={100}
      step={5}
      value={state.muted ? 0 : Math.round(state.volume * 100)}
      aria-label={t.volume}
      onInput={(event) => player.setVolume(Number(event.currentTarget.value) / 100)}
    />
  )
}
