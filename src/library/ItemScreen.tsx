import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Item } from '../shared/content.ts'
import type { Offline } from '../shared/offline.ts'
import type { EditionReader } from '../shared/reader.ts'
import type { SoundTurn } from '../shared/sound-turn.ts'
import { formatClock, formatDateTime } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { useLanguage, useText } from '../ui/language.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Said } from '../ui/Said.tsx'
import { ItemText } from './ItemText.tsx'
import { LockedPart } from './LockedPart.tsx'
import { LockMark } from './LockMark.tsx'
import type { LockedItemProps } from './locked/LockedItem.tsx'
import { Plain } from './Plain.tsx'
import { neighbours } from './shelves.ts'
import { useDesk } from './use-desk.ts'

/** Before and after, among items of the same kind. */
const Neighbours = ({ item, reader }: { item: Item; reader: EditionReader }) => {
  const text = useText()
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
          <Said text={previous.title} />
        </a>
      )}
      {next && (
        <a class="library-neighbour library-neighbour-next" href={`/read/${next.id}`} rel="next">
          <span class="soft">
            {text.library.next}
            <Icon name="next" mirrored />
          </span>
          <Said text={next.title} />
        </a>
      )}
    </nav>
  )
}

/** What a notice gave out the keys of, to be gone on to. */
const Releases = ({ item, reader }: { item: Item; reader: EditionReader }) => {
  const text = useText()
  const opened = reader.content.items.filter(({ id }) => item.releases?.some(({ lock }) => lock === id))
  if (opened.length === 0) return null
  return (
    <p>
      {text.library.releases}{' '}
      {opened.map(({ id, title }) => (
        <a key={id} class="library-release" href={`/read/${id}`}>
          <Said text={title} />
        </a>
      ))}
    </p>
  )
}

/** The heading, which is gone to when a locked item has opened: the field that had the focus is no more. */
const useRevealed = (locked: boolean) => {
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef(locked)
  useEffect(() => {
    if (before.current && !locked) heading.current?.focus()
    before.current = locked
  }, [locked])
  return heading
}

interface Props {
  item: Item
  reader: EditionReader
  /** `null` where nothing can be had or removed: an edition of the archive. */
  offline: Offline | null
  sound: SoundTurn
  /** Opens what a key opens; absent while there is nothing to open it with. */
  unlock?: LockedItemProps['unlock'] | undefined
}

/** One item: whatever it has of recording, pictures and words, in that order. */
export const ItemScreen = ({ item, reader, offline, sound, unlock }: Props) => {
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
  const heading = useRevealed(item.lock !== undefined)
  const shared = { item, reader, offline, sound, target }
  return (
    <article class="library library-item">
      <a class="library-back" href="/read">
        <Icon name="back" mirrored />
        {t.contents}
      </a>
      <header class="library-header">
        <p class="library-kind">{t.groups[item.kind]}</p>
        <h1 ref={heading} tabIndex={-1}>
          <Said text={item.title} />
        </h1>
        {item.speaker && (
          <p class="library-speaker">
            <Said text={item.speaker} />
          </p>
        )}
        {item.published && (
          <p class="soft">
            <time dateTime={item.published}>{formatDateTime(Date.parse(item.published), locale)}</time>
          </p>
        )}
        {item.lock && (
          <p class="soft">
            <LockMark item={item} />
          </p>
        )}
        {item.summary && (
          <p class="library-summary">
            <Said text={item.summary} />
          </p>
        )}
      </header>
      {item.lock && unlock && <LockedPart item={item} reader={reader} unlock={unlock} />}
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
      <Releases item={item} reader={reader} />
      <Neighbours item={item} reader={reader} />
    </article>
  )
}
