import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Item } from '../../../shared/content.ts'
import { variantHere } from '../../../shared/kept-pictures.ts'
import type { Offline } from '../../../shared/offline.ts'
import type { EditionReader } from '../../../shared/reader.ts'
import type { SoundTurn } from '../../../shared/sound-turn.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { useLanguage, useWords } from '../../../ui/language.tsx'
import { useStore } from '../../../ui/use-store.ts'
import { MissingFile } from '../../MissingFile.tsx'
import { placeOf, rememberPlace } from '../../places.ts'
import { hashOf } from '../../texts.ts'
import { urlOf, useFileBlob, useFileText, useFileUrl } from '../../use-file.ts'
import type { Target } from '../find/target.ts'
import { abouts, deskWords } from '../words.ts'
import { placeNameOf, type Track } from './listening.ts'
import { Player } from './Player.tsx'
import { SpokenWords } from './SpokenWords.tsx'
import { listening } from './stage.tsx'

interface Props {
  item: Item
  media: NonNullable<Item['audio']>
  kind: 'audio' | 'video'
  reader: EditionReader
  offline: Offline | null
  sound: SoundTurn
  target: Target | null
}

/** The picture of a film, or the button over its poster that begins it. */
const Picture = ({
  poster,
  still,
  ready,
  onPlay,
  label,
}: {
  poster: string | undefined
  /** Its size, so that nothing moves when it comes. */
  still: { width: number; height: number } | undefined
  ready: boolean
  onPlay: () => void
  label: string
}) => (
  <button type="button" class="library-poster" disabled={!ready} aria-label={label} onClick={onPlay}>
    {poster && <img src={poster} width={still?.width} height={still?.height} alt="" />}
    <span class="library-poster-play">
      <Icon name="play" />
    </span>
  </button>
)

/** Sound or film out of the store, with its words as they are spoken. It sounds on when one goes elsewhere. */
export const Recording = ({ item, media, kind, reader, offline, sound, target }: Props) => {
  const { language } = useLanguage()
  const t = useWords(deskWords).listen
  const player = listening()
  const state = useStore(player.state)
  const file = useFileBlob(reader, media.path)
  const still = item.poster && variantHere(item.poster, reader)
  const poster = urlOf(useFileUrl(reader, still?.path))
  const spoken = target?.language ?? language
  const words = useFileText(reader, media.captions?.[spoken])
  const captions = urlOf(useFileUrl(reader, media.captions?.[language]))
  const host = useRef<HTMLDivElement>(null)
  const place = placeNameOf({ item: item.id, kind })
  const [before, setBefore] = useState(() => placeOf(place))

  const sha256 = hashOf(reader, media.path)
  const open = state.track?.item === item.id && state.track.kind === kind
  const title = item.title[language]
  const by = item.speaker ?? reader.content.organisation.name
  const blob = file && 'value' in file ? file.value : null

  useLayoutEffect(() => {
    const element = host.current
    if (!open || !element) return
    player.show(element, true)
    return () => {
      player.hide(element)
      player.away()
    }
  }, [open, player])
  useEffect(() => {
    if (open) player.name(language, kind === 'audio' ? t.listen(title) : t.watch(title), poster)
  }, [open, language, kind, title, poster, player])
  useEffect(() => {
    if (open) player.setCaptions(captions ? { url: captions, language, label: abouts[language].name } : null)
  }, [open, captions, language, player])

  const seek = (to: number) => {
    if (open) return player.seek(to)
    const within = Math.max(0, Math.min(media.seconds, to))
    rememberPlace(place, within)
    setBefore(within)
  }
  const start = () => {
    if (!blob || sha256 === undefined) return
    const track: Track = { item: item.id, kind, sha256, title: item.title, by, seconds: media.seconds }
    player.open(track, blob, sound)
  }
  const found = target?.seconds
  useEffect(() => {
    if (found !== undefined) seek(found)
  }, [found])

  const cue = (seconds: number) => {
    seek(seconds)
    if (!open) start()
  }
  return (
    <div class="library-recording">
      {file && 'problem' in file ? (
        // Where this phone does without it, the way to get it stands above; nothing comes by itself.
        (file.problem !== 'missing-file' || !offline || offline.wants(media.path)) && (
          <MissingFile problem={file.problem} />
        )
      ) : (
        <>
          <div
            ref={host}
            class={`library-host library-host-${kind}`}
            style={
              kind === 'video' && still ? { aspectRatio: `${still.width} / ${still.height}` } : undefined
            }
          />
          {kind === 'video' && !open && (
            <Picture
              poster={poster}
              still={still}
              ready={blob !== null}
              onPlay={start}
              label={t.watch(title)}
            />
          )}
          <Player
            playing={open && state.playing}
            at={open ? state.at : before}
            duration={open ? state.duration : media.seconds}
            rate={state.rate}
            sleeping={state.sleepAt !== null}
            ready={blob !== null}
            open={open}
            onToggle={open ? player.toggle : start}
            onSeek={seek}
            onRate={player.setRate}
            onSleep={player.sleepIn}
          />
          {open && state.broken && <p role="alert">{t.cannotPlay}</p>}
        </>
      )}
      {words && 'value' in words && (
        <SpokenWords
          captions={words.value}
          language={spoken}
          at={open ? state.at : null}
          cutAt={item.cutAt}
          found={found}
          onSeek={file && 'problem' in file ? null : cue}
        />
      )}
    </div>
  )
}
