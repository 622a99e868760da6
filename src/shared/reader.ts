import type { Content } from './content.ts'
import type { Giving } from './giving.ts'
import type { Manifest } from './manifest.ts'
import type { Sight } from './picture.ts'

/** A verified edition in the store. What the features read from; none of them sees the network or IndexedDB. */
export interface EditionReader {
  readonly manifest: Manifest
  /** Locked items whose key is here stand in it as they are inside; the others as what may be said of them before. */
  readonly content: Content
  /** `null` where the second signature is missing or wrong: then nothing can be given and no account is shown. */
  readonly giving: Giving | null
  /** What this phone can show of pictures, which decides the one variant it keeps (`kept-pictures.ts`); everything where it is not said. */
  readonly sight?: Sight
  /** Whether the file's bytes are on this phone. */
  has(path: string): boolean
  /** Bytes of a file with its media type; @throws ProblemError `missing-file` where they are not on this phone, `sealed`. */
  file(path: string): Promise<Blob>
  /** Ids of locks whose key is on this phone. One may still be closed: its files have not come. */
  readonly keyed?: ReadonlySet<string>
}
