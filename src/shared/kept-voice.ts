/** What is kept of the broadcast as it was heard, for the page that shows what takes room. */
export interface KeptVoice {
  /** Bytes; 0 where nothing is kept. Never rejects. */
  bytes(): Promise<number>
  /** Lets all of it go. @throws ProblemError `storage-blocked` */
  empty(): Promise<void>
  /** Lets go of storage, before everything is erased. */
  close(): void
}
