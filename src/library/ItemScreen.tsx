import { useMemo, useState } from 'preact/hooks'
import type { Item } from '../shared/content.ts'
import type { Offline } from '../shared/offline.ts'
import type { EditionReader } from '../shared/reader.ts'
import type { SoundTurn } from '../shared/sound-turn.ts'
import { formatClock, formatDateTime } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { useLanguage } from '../ui/language.tsx'
import { Notice } from '../ui/Notice.tsx'
import { ItemText } from './ItemText.tsx'
import { Plain } from './Plain.tsx'
import { neighbours } from './shelves.ts'
import { useDesk } from './use-desk.ts'

/** Before and after, among items of the same kind. */
const Neighbours = ({ item, reader }: { item: Item; reader: EditionReader }) => {
  const { text, language } = useLanguage()
  const { previous, next } = neighbours(reader.content, item)
  if (!previous && !next) return null
  return (
    <nav class="library-neighbours" aria-label={text.library.between}>
      {previous && (
        <a class="library-neighbour" href={`/read/${previous.id}`} rel="prev">
          <span class="soft">
            <Icon name="back" mirrored />
            {text.library.previous}
          </span>
          {previous.title[language]}
        </a>
      )}
      {next && (
        <a class="library-neighbour library-neighbour-next" href={`/read/${next.id}`} rel="next">
          <span class="soft">
            {text.library.next}
            <Icon name="next" mirrored />
          </span>
          {next.title[language]}
        </a>
      )}
    </nav>
  )
}

interface Props {
  item: Item
  reader: EditionReader
  /** `null` where nothing can be had or removed: an edition of the archive. */
  offline: Offline | null
  sound: SoundTurn
}

/** One item: whatever it has of recording, pictures and words, in that order. */
export const ItemScreen = ({ item, reader, offline, sound }: Props) => {
  const { text, language, locale } = useLanguage()
  const t = text.library
  const state = useDesk()
  const desk = state === 'none' ? null : state
  const [opened] = useState(language)
  const found = useMemo(() => desk?.targetOf(item.id) ?? null, [desk])
  // Whoever changes the language wants to read on, not what was found in the other.
  const target = language === opened ? found : null
  const spoken = target?.language ?? language
  const recorded = item.audio ?? item.video
  const shared = { item, reader, offline, sound, target }
  return (
    <article class="library library-item">
      <a class="library-back" href="/read">
        <Icon name="back" mirrored />
        {t.contents}
      </a>
      <header class="library-header">
        <p class="library-kind">{t.groups[item.kind]}</p>
        <h1>{item.title[language]}</h1>
        {item.speaker && (
          <p class="library-speaker">
            <bdi>{item.speaker[language]}</bdi>
          </p>
        )}
        {item.published && (
          <p class="soft">
            <time dateTime={item.published}>{formatDateTime(Date.parse(item.published), locale)}</time>
          </p>
        )}
        {item.summary && <p class="library-summary">{item.summary[language]}</p>}
      </header>
      {item.cutAt !== undefined && (
        <Notice tone="info">
          <p>{t.cutAt(formatClock(item.cutAt))}</p>
        </Notice>
      )}
      {state === 'none' && <Plain item={item} reader={reader} />}
      {desk && (
        <>
          <desk.Opened id={item.id} />
          {offline && <desk.Keep item={item} reader={reader} offline={offline} />}
          {item.video && <desk.Recording {...shared} media={item.video} kind="video" />}
          {item.audio && <desk.Recording {...shared} media={item.audio} kind="audio" />}
          {item.slides && item.slides.length > 0 && (
            <desk.Slideshow slides={item.slides} reader={reader} target={target} />
          )}
        </>
      )}
      {item.text && (
        <section aria-label={recorded ? t.words : item.title[language]}>
          {recorded && <h2>{t.words}</h2>}
          <ItemText
            name={item.id}
            path={item.text[spoken]}
            language={spoken}
            reader={reader}
            desk={desk}
            target={target}
          />
        </section>
      )}
      <Neighbours item={item} reader={reader} />
    </article>
  )
}
