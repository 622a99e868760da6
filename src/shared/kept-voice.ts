/** In the page's own storage: where one listened last. Without it nothing was ever kept. */
export const watchPlaceKey = 'sada-watch-place'

/** What is kept of the broadcast as it was heard, for the page that shows what takes room. */
export interface KeptVoice {
  /** Bytes; 0 where nothing is kept. @throws where the code that looks does not come */
  bytes(): Promise<number>
  /** Lets all of it go. @throws ProblemError `storage-blocked` */
  empty(): Promise<void>
}
