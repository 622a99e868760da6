import '../ui/styles/details.css'
import './library.css'
import { useEffect } from 'preact/hooks'
import type { Offline } from '../shared/offline.ts'
import type { EditionReader } from '../shared/reader.ts'
import { isSavedId, type SavedSpeeches } from '../shared/saved.ts'
import type { SoundTurn } from '../shared/sound-turn.ts'
import { useText } from '../ui/language.tsx'
import { Contents } from './Contents.tsx'
import { ItemScreen } from './ItemScreen.tsx'
import type { LockedItemProps } from './locked/LockedItem.tsx'
import { useSaved } from './saved/use-saved.ts'
import { itemIdOf } from './shelves.ts'
import { showTextSize } from './text-size.ts'

export { loadDesk } from './use-desk.ts'

interface Props {
  /** The verified edition on this phone; `null` while there is none. */
  reader: EditionReader | null
  /** It is being opened, or the first one is on its way. */
  loading: boolean
  /** `/read`, or `/read/<item id>`. */
  path: string
  /** What may be had or removed; `null` for an edition of the archive, and while it opens. */
  offline: Offline | null
  sound: SoundTurn
  /** Opens what a key opens, here and in every tab. @throws ProblemError */
  unlock?: LockedItemProps['unlock'] | undefined
  /** What was saved from the broadcast. */
  loadSaved?: () => Promise<SavedSpeeches>
}

showTextSize()

/** Everything to read, hear and look at. */
export const LibraryScreen = ({ reader, loading, path, offline, sound, unlock, loadSaved }: Props) => {
  const t = useText().library
  const id = itemIdOf(path)
  const saved = useSaved(loadSaved, id)
  useEffect(() => {
    // What shows a text comes before sound and film crowd the link. A failure is the text's to tell.
    if (id !== null) import('./Markdown.tsx').catch(() => undefined)
  }, [id])
  if (id !== null && isSavedId(id))
    return saved ? <saved.SavedPage id={id} {...saved} sound={sound} /> : <p role="status">{t.loading}</p>
  if (!reader)
    return (
      <div class="library">
        <h1>{t.title}</h1>
        {loading ? (
          <p role="status">{t.loading}</p>
        ) : (
          <div class="card">
            <h2>{t.empty}</h2>
            <p>{t.emptyMore}</p>
            <a class="button" href="/packs">
              {t.toPacks}
            </a>
          </div>
        )}
        {saved && <saved.SavedShelf {...saved} />}
      </div>
    )
  if (id === null)
    return <Contents reader={reader} offline={offline} shelf={saved && <saved.SavedShelf {...saved} />} />
  const item = reader.content.items.find((candidate) => candidate.id === id)
  if (item) return <ItemScreen key={item.id} {...{ item, reader, offline, sound, unlock }} />
  return (
    <div class="library">
      <h1>{t.title}</h1>
      <p>{t.notFound}</p>
      <a class="button" href="/read">
        {t.contents}
      </a>
    </div>
  )
}
