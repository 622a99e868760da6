import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { EditionReader } from '../shared/reader.ts'
import { type SoundTurn, takeTurn } from '../shared/sound-turn.ts'
import { useStore } from '../ui/use-store.ts'
import type { Player } from './player/player.ts'
import { Condition } from './screen/Condition.tsx'
import { Controls } from './screen/Controls.tsx'
import { DataUse } from './screen/DataUse.tsx'
import { describeOnLockScreen } from './screen/lock-screen.ts'
import { Transcript } from './screen/Transcript.tsx'
import { useKeys } from './screen/use-keys.ts'
import { useTrouble } from './screen/use-trouble.ts'

export { createPlayer } from './player/player.ts'

interface Props {
  player: Player
  media: HTMLVideoElement | null
  /** The broadcast or a recording, never both. */
  sound: SoundTurn
  /** What is told on the lock screen. */
  title: string
  by: string
  reader: EditionReader | null
  /** Stands between what is wrong and the words. */
  children: ComponentChildren
}

/** All that needs a player: controls, what is wrong, words, what it costs. Comes with the player's code, after the screen. */
export const Playing = ({ player, media, sound, title, by, reader, children }: Props) => {
  const state = useStore(player.state)
  const lines = useStore(player.lines)
  useKeys(player)
  const trouble = useTrouble(state.voiceAhead > 0)
  useEffect(() => {
    if (!media) return
    let release = () => {}
    const sounds = () => {
      takeTurn(sound, player.pause)
      release()
      release = describeOnLockScreen(player, title, by)
    }
    media.addEventListener('play', sounds)
    if (!media.paused) sounds()
    return () => {
      media.removeEventListener('play', sounds)
      release()
    }
  }, [player, media, title, by, sound])
  return (
    <>
      <Controls player={player} state={state} />
      <Condition state={state} told={trouble !== null} />
      {trouble && <trouble.Trouble player={player} state={state} reader={reader} />}
      {children}
      <Transcript player={player} state={state} lines={lines} />
      <DataUse player={player} state={state} />
    </>
  )
}
