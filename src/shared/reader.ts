import type { Content } from './content.ts'
import type { Giving } from './giving.ts'
import type { Manifest } from './manifest.ts'
import type { Sight } from './picture.ts'

/** A verified edition in the store. What the features read from; none of them sees the network or IndexedDB. */
export interface EditionReader {
  readonly manifest: Manifest
  readonly content: Content
  /** `null` where the second signature is missing or wrong: then nothing can be given and no account is shown. */
  readonly giving: Giving | null
  /** What this phone can show of pictures, which decides the one variant it keeps (`kept-pictures.ts`); everything where it is not said. */
  readonly sight?: Sight
  /** Whether the file's bytes are on this phone. */
  has(path: string): boolean
  /** Bytes of a file with its media type; @throws ProblemError `missing-file` where they are not on this phone. */
  file(path: string): Promise<Blob>
}
