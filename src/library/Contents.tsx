import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Item } from '../shared/content.ts'
import type { Offline } from '../shared/offline.ts'
import type { EditionReader } from '../shared/reader.ts'
import { formatDate } from '../ui/format.ts'
import { useLanguage, useText } from '../ui/language.tsx'
import { Said } from '../ui/Said.tsx'
import { AvailabilityMark } from './AvailabilityMark.tsx'
import { LockMark } from './LockMark.tsx'
import { ProgrammeList } from './ProgrammeList.tsx'
import { availabilityOf, shelvesOf } from './shelves.ts'
import { type Desk, useDesk } from './use-desk.ts'

interface EntryProps {
  item: Item
  reader: EditionReader
  offline: Offline | null
  desk: Desk | null
}

const Entry = ({ item, reader, offline, desk }: EntryProps) => {
  const { text, language, locale } = useLanguage()
  const seconds = (item.audio ?? item.video)?.seconds
  const facts = [
    item.published && formatDate(Date.parse(item.published), locale),
    seconds !== undefined && text.library.minutes(Math.max(1, Math.round(seconds / 60))),
  ].filter(Boolean)
  return (
    <li class="library-entry">
      <a class="library-entry-link" href={`/read/${item.id}`}>
        <span class="library-entry-title">
          <Said text={item.title} />
        </span>
        {item.summary && (
          <span class="library-entry-summary">
            <Said text={item.summary} />
          </span>
        )}
        <span class="library-entry-facts">
          {item.speaker && <Said text={item.speaker} />}
          {facts.map((fact) => (
            <bdi key={fact}>{fact}</bdi>
          ))}
          {item.lock && <LockMark item={item} />}
          <AvailabilityMark {...availabilityOf(reader, item, language, offline)} />
        </span>
      </a>
      {desk && offline && <desk.Keep item={item} reader={reader} offline={offline} compact />}
    </li>
  )
}

/** The table of contents: what finds in it, one shelf a kind, then the programme. */
export const Contents = ({
  reader,
  offline,
  shelf,
}: {
  reader: EditionReader
  offline: Offline | null
  /** What was saved from the broadcast. */
  shelf?: ComponentChildren
}) => {
  const text = useText()
  const t = text.library
  const state = useDesk()
  const desk = state === 'none' ? null : state
  const [finding, setFinding] = useState(false)
  return (
    <div class="library">
      <h1>{t.title}</h1>
      <p class="library-event">
        <Said text={reader.content.event.title} />
      </p>
      <div class="library-top">
        {desk && <desk.Top reader={reader} finding={finding} onFinding={setFinding} />}
      </div>
      {!finding && shelf}
      {shelvesOf(reader.content).map(({ kind, items }) => (
        <section
          key={kind}
          hidden={finding}
          class={`library-shelf library-shelf-${kind}`}
          aria-labelledby={`library-${kind}`}
        >
          <h2 id={`library-${kind}`}>{t.groups[kind]}</h2>
          <ol class="library-entries">
            {items.map((item) => (
              <Entry key={item.id} item={item} reader={reader} offline={offline} desk={desk} />
            ))}
          </ol>
        </section>
      ))}
      {!finding && <ProgrammeList reader={reader} current={offline !== null} />}
    </div>
  )
}
