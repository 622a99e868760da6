/** Where it is kept that a person has paused fetching. Neither method throws. */
export interface PauseStore {
  load(): boolean
  save(paused: boolean): void
}

const key = 'sada-sync-paused'

/**
 * For this tab, over reloads, and no longer: whoever pauses because data is dear this evening must not miss next week's notices for having
 * forgotten it.
 */
export const sessionPause: PauseStore = {
  load() {
    try {
      return sessionStorage.getItem(key) !== null
    } catch {
      return false // Storage blocked: the pause lasts as long as the page.
    }
  },
  save(paused) {
    try {
      if (paused) sessionStorage.setItem(key, '1')
      else sessionStorage.removeItem(key)
    } catch {
      // As above.
    }
  },
}
