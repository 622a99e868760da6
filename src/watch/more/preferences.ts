import { createStore, type Store } from '../../shared/store.ts'

/** A yes or no that this browser remembers. */
const remembered = (key: string, usual: boolean): Store<boolean> => {
  let kept: string | null = null
  try {
    kept = localStorage.getItem(key)
  } catch {
    // Storage blocked: the choice holds until the page closes.
  }
  const store = createStore(kept === null ? usual : kept === 'yes')
  store.subscribe(() => {
    try {
      localStorage.setItem(key, store.get() ? 'yes' : 'no')
    } catch {
      // As above.
    }
  })
  return store
}

/** Words over the picture. */
export const wordsOver = remembered('sada-watch-captions', false)
/** Letters alone do something wherever the focus is; it must be possible to turn that off (WCAG 2.2, 2.1.4). */
export const singleKeys = remembered('sada-watch-keys', true)
/** The list of keys is open. */
export const keysShown = createStore(false)
