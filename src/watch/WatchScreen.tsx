import { useEffect, useRef, useState } from 'preact/hooks'
import type { EditionReader } from '../shared/reader.ts'
import type { SoundTurn } from '../shared/sound-turn.ts'
import type { WatchStatus } from '../shared/status.ts'
import { createStore, type Store } from '../shared/store.ts'
import { useLanguage } from '../ui/language.tsx'
import { useStore } from '../ui/use-store.ts'
import { initialState } from './player/state.ts'
import { Meanwhile } from './screen/Meanwhile.tsx'
import { Stage } from './screen/Stage.tsx'
import { useCode } from './screen/use-code.ts'
import { useFirstClaim } from './screen/use-first-claim.ts'
import { usePlayer } from './screen/use-player.ts'
import { useStatus } from './screen/use-status.ts'
import '../ui/styles/details.css'
import './watch.css'

interface Props {
  /** The edition on this phone; the broadcast does without one. */
  reader: EditionReader | null
  status: Store<WatchStatus | null>
  sound: SoundTurn
}

const noProgramme: EditionReader['content']['programme'] = []
const beforePlayer = createStore(initialState)
/** The link did not bring the player's code: nothing else it could bring. */
const withoutCode = createStore({ ...initialState, phase: 'unreachable' as const })

/** The place where one watches and listens: picture or what is left of it, controls, words. */
export const WatchScreen = ({ reader, status, sound }: Props) => {
  const { text, language } = useLanguage()
  const video = useRef<HTMLVideoElement>(null)
  const [media, setMedia] = useState<HTMLVideoElement | null>(null)
  useEffect(() => setMedia(video.current), [])
  const { code, missing } = useCode()
  const player = usePlayer(code, media, reader?.content.broadcasts, language)
  useFirstClaim(player !== null || missing)
  const state = useStore(player?.state ?? (missing ? withoutCode : beforePlayer))
  useStatus(status, state)
  const title = reader?.content.event.title[language] ?? text.watch.title
  const by = reader?.content.organisation.name[language] ?? ''
  const gone = state.phase === 'unreachable' || (state.rung === 'stored' && state.waiting)
  const meanwhile = (gone || state.phase === 'ended') && <Meanwhile reader={reader} />
  return (
    <div
      class="watch"
      data-rung={state.rung}
      data-phase={state.phase}
      data-position={state.position ?? ''}
      data-behind={state.behind.toFixed(1)}
      data-playing={state.wanted && !state.waiting}
    >
      <h1 class="watch-title" dir="auto">
        {title}
      </h1>
      <Stage video={video} state={state} onPlay={() => player?.play()} />
      {code && player ? (
        <code.Playing
          player={player}
          media={media}
          title={title}
          by={by}
          programme={reader?.content.programme ?? noProgramme}
          sound={sound}
          reader={reader}
        >
          {meanwhile}
        </code.Playing>
      ) : (
        meanwhile
      )}
    </div>
  )
}
