import type { Bytes } from '../../shared/bytes.ts'

/** A file as it shall lie at a target. */
export interface Wanted {
  bytes: number
  /** Lower-case hexadecimal. */
  sha256: string
  /** Its bytes, read when they are needed. */
  read(): Promise<Bytes>
}

/** How a file is to be served. */
export interface Served {
  /** Media type. */
  type: string
  /** Whether it never changes under its name; else whoever has it must ask whether it is still the same. */
  lasting: boolean
}

/** Where an edition is published to: a folder, or a bucket of an object store. A file is replaced whole or not at all. */
export interface Target {
  readonly name: string
  /** Everything there, by name with `/`, with its size. */
  list(): Promise<Map<string, number>>
  /** A small file, `null` where there is none. */
  read(name: string): Promise<Bytes | null>
  /** Whether a file that is there has exactly these bytes. */
  holds(name: string, wanted: Wanted): Promise<boolean>
  put(name: string, wanted: Wanted, served: Served): Promise<void>
  /** Copies within the target, so that nothing is sent twice. */
  copy(from: string, to: string, wanted: Pick<Wanted, 'sha256'>, served: Served): Promise<void>
  remove(name: string): Promise<void>
}
