import { useStore } from '../../ui/use-store.ts'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import type { Line } from '../words/transcript.ts'
import { Captions } from './Captions.tsx'
import { KeysList } from './KeysList.tsx'
import { type Described, useLockScreen } from './lock-screen.ts'
import { keysShown, wordsOver } from './preferences.ts'
import { useKeys } from './use-keys.ts'
import { useWakeLock } from './wake-lock.ts'

interface Props {
  player: Player
  state: PlayerState
  lines: readonly Line[]
  media: HTMLVideoElement
  described: Described
}

/** What goes on beside the controls: keys, lock screen, a screen that stays on, and what stands over the picture. */
export const Habits = ({ player, state, lines, media, described }: Props) => {
  const over = useStore(wordsOver)
  const keys = useStore(keysShown)
  useKeys(player, media)
  useWakeLock(state.rung === 'video' && state.wanted && !state.waiting)
  useLockScreen(player, media, described)
  return (
    <>
      {over && <Captions state={state} lines={lines} />}
      {keys && <KeysList />}
    </>
  )
}
