import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { useStore } from '../ui/use-store.ts'
import type { Player } from './player/player.ts'
import { Condition } from './screen/Condition.tsx'
import { Controls } from './screen/Controls.tsx'
import { DataUse } from './screen/DataUse.tsx'
import { describeOnLockScreen } from './screen/lock-screen.ts'
import { Transcript } from './screen/Transcript.tsx'
import { useKeys } from './screen/use-keys.ts'

export { createPlayer } from './player/player.ts'

interface Props {
  player: Player
  /** What is told on the lock screen. */
  title: string
  by: string
  /** Stands between what is wrong and the words. */
  children: ComponentChildren
}

/** All that needs a player: controls, what is wrong, words, what it costs. Comes with the player's code, after the screen. */
export const Playing = ({ player, title, by, children }: Props) => {
  const state = useStore(player.state)
  const lines = useStore(player.lines)
  useKeys(player)
  useEffect(() => describeOnLockScreen(player, title, by), [player, title, by])
  return (
    <>
      <Controls player={player} state={state} />
      <Condition state={state} />
      {children}
      <Transcript player={player} state={state} lines={lines} />
      <DataUse player={player} state={state} />
    </>
  )
}
