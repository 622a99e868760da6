import { useEffect, useState } from 'preact/hooks'
import type { Bytes } from '../../shared/bytes.ts'
import type { Item } from '../../shared/content.ts'
import { type ManifestFile, sealedPathsOf, sumBytes } from '../../shared/manifest.ts'
import { pathsOf } from '../../shared/pack/choose-files.ts'
import type { EditionReader } from '../../shared/reader.ts'
import { createStore } from '../../shared/store.ts'
import { formatBytes } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { useStore } from '../../ui/use-store.ts'
import type { Wishes } from '../wishes.ts'
import { Confirm } from './Confirm.tsx'
import { appBytes, type DonationsHere } from './room-use.ts'
import { exchangeWords } from './words.ts'

const noDonations = createStore<{ entries: readonly { bytes: Bytes }[] }>({ entries: [] })

/** Kinds that can be let go of. Words stay: everything hangs on them, and they are small. */
const removable = ['image', 'audio', 'video'] as const
const kindOf = { image: 'pictures', audio: 'sound', video: 'film' } as const

interface Props {
  reader: EditionReader
  wishes: Wishes
  donations: DonationsHere | null
  /** Wishes from now on; what is no longer wished for is to go. */
  onRemove: (wishes: Wishes) => void
}

/** What takes room on this phone, and the ways to make some: by kind, and one by one. */
export const StorageRoom = ({ reader, wishes, donations, onRemove }: Props) => {
  const { text, locale, language } = useLanguage()
  const t = useWords(exchangeWords).room
  const here = reader.manifest.files.filter(({ path }) => reader.has(path))
  /** Files of an item besides its words: those it has, and those that are here. */
  const heavyOf = (item: Item) => {
    const paths = new Set([...pathsOf(item, ['en', 'ur']), ...sealedPathsOf(item.id, reader.manifest)])
    const all = reader.manifest.files.filter(
      ({ path, group }) => paths.has(path) && group !== 'text' && group !== 'index',
    )
    return { all, files: all.filter(({ path }) => reader.has(path)) }
  }
  const items = reader.content.items
    .map((item) => ({ item, ...heavyOf(item) }))
    .filter(({ files }) => files.length > 0)
    .sort((a, b) => sumBytes(b.files) - sumBytes(a.files))
  const row = (key: string, name: string, files: readonly ManifestFile[], next: Wishes) => {
    const size = formatBytes(sumBytes(files), locale)
    return (
      <li key={key} class="packs-kind">
        <span>
          <bdi class="packs-kind-name">{name}</bdi> <bdi class="soft">{size}</bdi>
        </span>
        <Confirm
          words={t.removeYes}
          label={t.remove(name)}
          ask={t.removeAsk(name, size)}
          yes={t.removeYes}
          no={t.keep}
          onYes={() => onRemove(next)}
        />
      </li>
    )
  }
  const [app, setApp] = useState(0)
  useEffect(() => void appBytes().then(setApp), [])
  const { entries } = useStore(donations?.state ?? noDonations)
  const staying = (name: string, bytes: number) => (
    <li class="packs-kind">
      <span>
        <bdi class="packs-kind-name">{name}</bdi> <bdi class="soft">{formatBytes(bytes, locale)}</bdi>
      </span>
      <span class="soft">{t.stays}</span>
    </li>
  )
  return (
    <>
      <h3>{t.kinds}</h3>
      <ul class="packs-kinds">
        {staying(
          text.packs.kinds.words,
          sumBytes(here.filter(({ group }) => group === 'index' || group === 'text')),
        )}
        {removable.map((group) => {
          const files = here.filter((file) => file.group === group)
          if (files.length === 0) return null
          const without = [...new Set([...wishes.without, group])]
          return row(group, text.packs.kinds[kindOf[group]], files, { ...wishes, without })
        })}
        {app > 0 && staying(t.app, app)}
        {entries.length > 0 &&
          staying(
            t.donations(entries.length),
            entries.reduce((total, { bytes }) => total + bytes.length, 0),
          )}
      </ul>
      {items.length > 0 && (
        <details class="packs-kind-details">
          <summary>{t.items}</summary>
          <ul class="packs-kinds">
            {items.map(({ item, all, files }) => {
              // Every variant of its pictures: else another one would be fetched for the one that goes.
              const declined = [...new Set([...wishes.declined, ...all.map(({ path }) => path)])]
              return row(item.id, item.title[language], files, { ...wishes, declined })
            })}
          </ul>
        </details>
      )}
    </>
  )
}
