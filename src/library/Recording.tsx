import { useEffect, useRef, useState } from 'preact/hooks'
import type { Item } from '../shared/content.ts'
import { variantHere } from '../shared/kept-pictures.ts'
import type { EditionReader } from '../shared/reader.ts'
import { useLanguage } from '../ui/language.tsx'
import { MissingFile } from './MissingFile.tsx'
import { describeRecording } from './media-session.ts'
import { SoundControls } from './SoundControls.tsx'
import { SpokenLine } from './SpokenLine.tsx'
import { urlOf, useFileUrl } from './use-file.ts'
import { useListeningPlace } from './use-listening-place.ts'

interface Props {
  item: Item
  media: NonNullable<Item['audio']>
  kind: 'audio' | 'video'
  reader: EditionReader
}

/** Sound or film out of the store. Film has the browser's own controls: full screen, captions and picture in picture are theirs. */
export const Recording = ({ item, media, kind, reader }: Props) => {
  const { text, language } = useLanguage()
  const t = text.library
  const file = useFileUrl(reader, media.path)
  const still = item.poster && variantHere(item.poster, reader)
  const poster = urlOf(useFileUrl(reader, still?.path))
  const captions = urlOf(useFileUrl(reader, media.captions?.[language]))
  const element = useRef<HTMLMediaElement>(null)
  const [broken, setBroken] = useState(false)
  const url = urlOf(file)
  useListeningPlace(element, `${item.id}:${kind}`, url)

  const title = item.title[language]
  const by = (item.speaker ?? reader.content.organisation.name)[language]
  useEffect(() => describeRecording(element.current, { title, by, poster }), [title, by, poster])

  if (file && 'problem' in file)
    return (
      <div class="library-recording">
        <MissingFile problem={file.problem} />
      </div>
    )
  const shared = {
    ref: element as never,
    class: `library-${kind}`,
    src: url,
    controls: kind === 'video',
    preload: 'metadata' as const,
    'aria-label': kind === 'audio' ? t.listen(title) : t.watch(title),
    onError: () => setBroken(url !== undefined),
  }
  const track = captions && (
    <track
      key={captions}
      kind="captions"
      src={captions}
      srcLang={language}
      label={text.name}
      default={kind === 'video'}
    />
  )
  return (
    <div class="library-recording">
      {kind === 'audio' ? (
        <>
          <audio {...shared}>{track}</audio>
          <SoundControls
            element={element}
            seconds={media.seconds}
            ready={url !== undefined}
            onProblem={() => setBroken(true)}
          />
        </>
      ) : (
        <video {...shared} poster={poster} width={still?.width} height={still?.height} playsInline>
          {track}
        </video>
      )}
      {kind === 'audio' && captions && <SpokenLine element={element} captions={captions} />}
      {broken && <p role="alert">{t.cannotPlay}</p>}
    </div>
  )
}
