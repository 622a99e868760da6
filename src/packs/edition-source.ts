import type { Bytes } from '../shared/bytes.ts'

export interface GetOptions {
  /** Refuse more than this many bytes with `size`. */
  limit: number
  signal?: AbortSignal
  /** Bytes of this file so far. */
  onProgress?: (bytes: number) => void
}

/** Anything that hands over an edition's files by name: a mirror now, a pack file later. Nothing it says is believed. */
export interface EditionSource {
  /** Where it is, for the list of mirrors tried. */
  readonly name: string
  /** @throws ProblemError `not-found` where it has no such file; `offline`, `timeout`, `server`, `size`. */
  get(name: string, options: GetOptions): Promise<Bytes>
}
