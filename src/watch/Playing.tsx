import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { ProgrammeEntry } from '../shared/content.ts'
import { type SoundTurn, takeTurn } from '../shared/sound-turn.ts'
import { useStore } from '../ui/use-store.ts'
import type { Player } from './player/player.ts'
import { Condition } from './screen/Condition.tsx'
import { Controls } from './screen/Controls.tsx'
import { DataUse } from './screen/DataUse.tsx'
import { KeptPart } from './screen/KeptPart.tsx'
import { describeOnLockScreen } from './screen/lock-screen.ts'
import { Transcript } from './screen/Transcript.tsx'
import { useKeys } from './screen/use-keys.ts'

export { createPlayer } from './player/player.ts'

interface Props {
  player: Player
  media: HTMLVideoElement | null
  /** The broadcast or a recording, never both. */
  sound: SoundTurn
  /** What is told on the lock screen. */
  title: string
  by: string
  programme: readonly ProgrammeEntry[]
  /** Stands between what is wrong and the words. */
  children: ComponentChildren
}

/** All that needs a player: controls, what is wrong, words, what it costs. Comes with the player's code, after the screen. */
export const Playing = ({ player, media, sound, title, by, programme, children }: Props) => {
  const state = useStore(player.state)
  const lines = useStore(player.lines)
  useKeys(player)
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
      <Condition state={state} />
      {children}
      <Transcript player={player} state={state} lines={lines} />
      <KeptPart player={player} state={state} lines={lines} by={by} programme={programme} />
      <DataUse player={player} state={state} />
    </>
  )
}
