import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { ProgrammeEntry } from '../shared/content.ts'
import type { EditionReader } from '../shared/reader.ts'
import { endTurn, type SoundTurn, takeTurn } from '../shared/sound-turn.ts'
import { useLanguage } from '../ui/language.tsx'
import { useStore } from '../ui/use-store.ts'
import type { Player } from './player/player.ts'
import { Condition } from './screen/Condition.tsx'
import { Controls } from './screen/Controls.tsx'
import { DataUse } from './screen/DataUse.tsx'
import { KeptPart } from './screen/KeptPart.tsx'
import { Transcript } from './screen/Transcript.tsx'
import { useMore } from './screen/use-more.ts'
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
  programme: readonly ProgrammeEntry[]
  reader: EditionReader | null
  /** Stands between what is wrong and the words. */
  children: ComponentChildren
}

/** All that needs a player: controls, what is wrong, words, what it costs. Comes with the player's code, after the screen. */
export const Playing = ({ player, media, sound, title, by, programme, reader, children }: Props) => {
  const state = useStore(player.state)
  const lines = useStore(player.lines)
  const more = useMore(state)
  const trouble = useTrouble(state.voiceAhead > 0 || more !== null || state.phase === 'unreachable')
  const { language } = useLanguage()
  useEffect(() => {
    if (!media) return
    const { pause } = player
    const sounds = () => takeTurn(sound, pause)
    media.addEventListener('play', sounds)
    if (!media.paused) sounds()
    return () => {
      media.removeEventListener('play', sounds)
      // The edition has named other addresses: another player goes on with the same element.
      endTurn(sound, pause)
    }
  }, [player, media, sound])
  const chapters = more?.chaptersOf(programme, state.window) ?? []
  const part = more?.chapterAt(chapters, state.position)?.title[language] ?? title
  const described = { title: part, artist: by, album: title }
  return (
    <>
      {more && media && (
        <more.Habits player={player} state={state} lines={lines} media={media} described={described} />
      )}
      <Controls player={player} state={state} more={more} media={media} chapters={chapters} />
      {more && <more.CapAsks player={player} state={state} />}
      {more && <more.Lag player={player} state={state} />}
      <Condition state={state} told={trouble?.stops(state.trouble) ?? false} />
      {trouble && <trouble.Trouble player={player} state={state} reader={reader} />}
      {children}
      <Transcript player={player} state={state} lines={lines} more={more} />
      <KeptPart player={player} state={state} lines={lines} by={by} programme={programme} />
      <DataUse player={player} state={state} more={more} />
    </>
  )
}
