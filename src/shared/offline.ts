/**
 * What a reader may ask of the phone's store, file by file. `app` hands it from the packs to the library; only for the current edition,
 * never for one from the archive. Screens are drawn anew by `app` when any of it changes.
 */
export interface Offline {
  /** Bytes that have come of a file under way; 0 where none are. */
  arriving(path: string): number
  /** Whether the file comes by itself when there is a link; `false` where this phone was told to do without. */
  wants(path: string): boolean
  /** Fetches these now and before others, paused or not; they stay wished for. Never rejects. */
  get(paths: readonly string[]): Promise<void>
  /** Stops fetching these files, and wishes for them no more. */
  leave(paths: readonly string[]): Promise<void>
  /** Takes files off this phone. @returns the way to bring them back without fetching. @throws ProblemError `storage-blocked` */
  remove(paths: readonly string[]): Promise<() => Promise<void>>
}
