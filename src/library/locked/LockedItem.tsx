import './locked.css'
import type { Item } from '../../shared/content.ts'
import type { EditionReader } from '../../shared/reader.ts'
import { formatBytes } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Notice, ProblemNotice } from '../../ui/Notice.tsx'
import type { Opens } from '../opens-when.ts'
import { CodeForm } from './CodeForm.tsx'
import { lockedWords } from './words.ts'

export interface LockedItemProps {
  /** As it was published: what may be known before. */
  item: Item
  reader: EditionReader
  /** When its code is to be given out. */
  opens: Opens | null
  /** Opens what a key opens, here and in every tab. @throws ProblemError */
  unlock: (key: Uint8Array<ArrayBuffer>) => Promise<void>
}

/** How much of it is on this phone, sealed. */
const Here = ({ item, reader }: Pick<LockedItemProps, 'item' | 'reader'>) => {
  const { locale } = useLanguage()
  const t = useWords(lockedWords)
  const paths = new Set(
    reader.manifest.locks?.find(({ id }) => id === item.id)?.files.map(({ path }) => path),
  )
  const files = reader.manifest.files.filter(({ path }) => paths.has(path))
  const here = files.filter(({ path }) => reader.has(path))
  const size = (some: typeof files) =>
    formatBytes(
      some.reduce((sum, { bytes }) => sum + bytes, 0),
      locale,
    )
  const said =
    here.length === files.length
      ? t.here(size(files))
      : here.length > 0
        ? t.partly(size(here), size(files))
        : t.coming(size(files))
  return <p>{said}</p>
}

/** What stands on a locked item's page until it is opened: what it is, when it opens, and the field for its code. */
export const LockedItem = ({ item, reader, opens, unlock }: LockedItemProps) => {
  const t = useWords(lockedWords)
  const keyed = reader.keyed?.has(item.id) ?? false
  const come = item.lock !== undefined && reader.has(item.lock.item)
  return (
    <section class="card locked" aria-labelledby="locked-title">
      <h2 id="locked-title">{t.title}</h2>
      {opens && <p class="locked-when">{(opens.past ? t.opened : t.opens)(opens.time)}</p>}
      <Here item={item} reader={reader} />
      {keyed && come ? (
        <ProblemNotice problem="sealed" />
      ) : keyed ? (
        <Notice tone="good">
          <p>{t.kept}</p>
        </Notice>
      ) : (
        <CodeForm item={item} reader={reader} unlock={unlock} />
      )}
    </section>
  )
}

/** Brings what is needed besides to open it without a link: the list of words. */
export const foresee = async (): Promise<void> => {
  await import('../../shared/lock/lock-words.ts')
}
