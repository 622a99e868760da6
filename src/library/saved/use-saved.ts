import { useEffect, useState } from 'preact/hooks'
import { hasSavedKey, isSavedId, type SavedSpeeches } from '../../shared/saved.ts'

type Code = typeof import('./SavedPage.tsx')
export type Saved = Pick<Code, 'SavedPage' | 'SavedShelf'> & { saved: SavedSpeeches }

const isThere = (): boolean => {
  try {
    return localStorage.getItem(hasSavedKey) !== null
  } catch {
    return false
  }
}

/** What was saved and what shows it; `null` before it has come, and for those who saved nothing: they load none of it. */
export const useSaved = (
  load: (() => Promise<SavedSpeeches>) | undefined,
  id: string | null,
): Saved | null => {
  const [state, setState] = useState<Saved | null>(null)
  const wanted = id !== null ? isSavedId(id) : isThere()
  useEffect(() => {
    if (!load || !wanted || state) return
    // The rest of the library stands without it.
    Promise.all([import('./SavedPage.tsx'), load()]).then(
      ([{ SavedPage, SavedShelf }, saved]) => setState({ SavedPage, SavedShelf, saved }),
      () => undefined,
    )
  }, [load, wanted])
  return state
}
