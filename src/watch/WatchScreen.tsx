import { useEffect, useRef, useState } from 'preact/hooks'
import type { EditionReader } from '../shared/reader.ts'
import { type SoundTurn, takeTurn } from '../shared/sound-turn.ts'
import type { WatchStatus } from '../shared/status.ts'
import { createStore, type Store } from '../shared/store.ts'
import { useLanguage } from '../ui/language.tsx'
import { useStore } from '../ui/use-store.ts'
import { initialState } from './player/state.ts'
import { Condition } from './screen/Condition.tsx'
import { Controls } from './screen/Controls.tsx'
import { DataUse } from './screen/DataUse.tsx'
import { describeOnLockScreen } from './screen/lock-screen.ts'
import { Meanwhile } from './screen/Meanwhile.tsx'
import { Stage } from './screen/Stage.tsx'
import { Transcript } from './screen/Transcript.tsx'
import { useKeys } from './screen/use-keys.ts'
import { usePlayer } from './screen/use-player.ts'
import { useStatus } from './screen/use-status.ts'
import './watch.css'
import type { Line } from './words/transcript.ts'

interface Props {
  /** The edition on this phone; the broadcast does without one. */
  reader: EditionReader | null
  status: Store<WatchStatus | null>
  sound: SoundTurn
}

const beforePlayer = createStore(initialState)
const beforeLines = createStore<readonly Line[]>([])

/** The place where one watches and listens: picture or what is left of it, controls, words. */
export const WatchScreen = ({ reader, status, sound }: Props) => {
  const { text, language } = useLanguage()
  const video = useRef<HTMLVideoElement>(null)
  const [media, setMedia] = useState<HTMLVideoElement | null>(null)
  useEffect(() => setMedia(video.current), [])
  const player = usePlayer(media, reader?.content.broadcasts, language)
  const state = useStore(player?.state ?? beforePlayer)
  const lines = useStore(player?.lines ?? beforeLines)
  useKeys(player)
  useStatus(status, state)
  const title = reader?.content.event.title[language] ?? text.watch.title
  const by = reader?.content.organisation.name[language] ?? ''
  useEffect(() => {
    if (!player || !media) return
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
  const gone = state.phase === 'unreachable' || (state.rung === 'stored' && state.waiting)
  return (
    <div
      class="watch"
      data-rung={state.rung}
      data-phase={state.phase}
      data-position={state.position ?? ''}
      data-behind={state.behind.toFixed(1)}
      data-playing={state.wanted && !state.waiting}
    >
      <h1 class="watch-title">{title}</h1>
      <Stage video={video} state={state} onPlay={() => player?.play()} />
      {player && (
        <>
          <Controls player={player} state={state} />
          <Condition state={state} />
          {(gone || state.phase === 'ended') && <Meanwhile reader={reader} />}
          <Transcript player={player} state={state} lines={lines} />
          <DataUse player={player} state={state} />
        </>
      )}
    </div>
  )
}
