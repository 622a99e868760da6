import type { Language } from './language.ts'
import type { ReadStore } from './store.ts'

/** A part of the broadcast that somebody saved on this phone. It is not content: nobody has signed it. */
export interface SavedSpeech {
  /** Begins with `saved-`, which no item of an edition has to itself: it is asked for where both are listed. */
  id: string
  title: Record<Language, string>
  by: Record<Language, string>
  /** Programme times, ms since the epoch. */
  from: number
  to: number
  savedAt: number
  /** Length of what is there, and of what is missing between `from` and `to`. */
  seconds: number
  missing: number
  /** Of the sound, which is `audio/mp4`. */
  bytes: number
  sha256: string
  /** Language of its words; `null` where it has none. */
  words: Language | null
}

/** What was saved from the broadcast: Watch saves, the library shows. `app` hands it from the one to the other. */
export interface SavedSpeeches {
  /** Newest first; `null` before the store has answered. */
  readonly state: ReadStore<readonly SavedSpeech[] | null>
  /** @throws ProblemError `missing-file` where another tab has removed it, `storage-blocked` */
  sound(id: string): Promise<Blob>
  /** WebVTT in the file's own time. @throws as `sound` */
  words(id: string): Promise<Blob>
  /** @returns the way to bring it back. @throws ProblemError `storage-blocked` */
  remove(id: string): Promise<() => Promise<void>>
}

/** In the page's own storage while anything is saved: what shows it is not loaded by those who never saved. */
export const hasSavedKey = 'sada-has-saved'

export const isSavedId = (id: string): boolean => id.startsWith('saved-')
