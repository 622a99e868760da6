/**
 * What a reader may ask of the phone's store, file by file. `app` hands it from the packs to the library; only there for the current
 * edition, never for one from the archive.
 */
export interface Offline {
  /** Bytes that have come of files under way, by path. */
  readonly arriving: Readonly<Record<string, number>>
  /** Whether the file comes by itself when there is a link; `false` where this phone was told to do without. */
  wants(path: string): boolean
  /** Fetches these now, before everything else, and has them kept in later editions too. Never rejects: what goes wrong is in the edition's state. */
  get(paths: readonly string[]): Promise<void>
  /** Stops fetching them and does not try again by itself. */
  leave(paths: readonly string[]): Promise<void>
  /**
   * Takes them off this phone and does without from now on.
   * @returns the way to bring them back as they were, without fetching, for as long as the caller keeps it
   * @throws ProblemError `storage-blocked`
   */
  remove(paths: readonly string[]): Promise<() => Promise<void>>
}
