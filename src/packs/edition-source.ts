import type { Bytes } from '../shared/bytes.ts'
import type { ManifestFile } from '../shared/manifest.ts'
import type { ByteSource } from '../shared/pack/byte-source.ts'

export interface GetOptions {
  /** Refuse more than this many bytes with `size`. */
  limit: number
  signal?: AbortSignal
  /** Bytes of this file so far. */
  onProgress?: (bytes: number) => void
}

/** Anything that hands over an edition's files by name: a mirror, a pack. Nothing it says is believed. */
export interface EditionSource {
  /** Where it is, for the list of mirrors tried. */
  readonly name: string
  /**
   * Paths of the files it has, where it knows (a pack): nothing else is asked of it, and one wrong file refuses all of it before anything is
   * switched. Absent for a mirror, which may lack this or that.
   */
  readonly holds?: ReadonlySet<string>
  /** @throws ProblemError `not-found` where it has no such file; `offline`, `timeout`, `portal`, `server`, `size`. */
  get(name: string, options: GetOptions): Promise<Bytes>
  /** Hashes a file of a pack that is not taken because we hold it. @throws ProblemError `hash`, `pack` */
  assertRight?(file: ManifestFile, signal: AbortSignal): Promise<void>
  /** A large file, to be read piece by piece so that it never is in memory whole. The pieces fail as `get` does. */
  open?(file: ManifestFile, signal: AbortSignal): ByteSource
}
