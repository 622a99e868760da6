import type { Sight } from '../shared/picture.ts'
import { ProblemError } from '../shared/problem.ts'
import type { EditionReader } from '../shared/reader.ts'
import type { PublicKey } from '../shared/signature.ts'
import type { EditionStore, StoredEdition } from './edition-store.ts'
import { keyringFrom } from './keyring.ts'
import { openIndex } from './open-index.ts'
import { openManifest, type Trust } from './open-manifest.ts'

export interface OpenedEdition {
  reader: EditionReader
  stored: StoredEdition
  /** The content key that signed it. */
  signer: PublicKey
  /** Whether the donation form is withheld. */
  givingUnsigned: boolean
}

/**
 * Opens a stored edition. The signature is verified again, and the index files are hashed again (accounts are in them); the other
 * files are not: their hash was checked before they were stored.
 * @param held SHA-256 of the files on this phone; the caller adds to it as more arrive, and the reader sees them at once
 * @param sight what this phone can show of pictures
 * @throws ProblemError `signature`, `unknown-key`, `manifest`, `minimum-app`, `missing-file`, `hash`, `storage-blocked`
 */
export const openEdition = async (
  stored: StoredEdition,
  store: EditionStore,
  held: Set<string>,
  trust: Trust,
  sight?: Sight,
): Promise<OpenedEdition> => {
  const ring = await keyringFrom(store, trust)
  const { manifest, signer } = await openManifest(stored.manifest, stored.signature, ring)
  const { content, giving, givingUnsigned } = await openIndex(manifest, store, ring)
  const byPath = new Map(manifest.files.map((file) => [file.path, file]))

  const reader: EditionReader = {
    manifest,
    content,
    giving,
    ...(sight && { sight }),
    has(path) {
      const file = byPath.get(path)
      return file !== undefined && held.has(file.sha256)
    },
    async file(path) {
      const file = byPath.get(path)
      const blob = file && (await store.file(file.sha256))
      if (!blob) {
        // The browser may have thrown it away: the next sync fetches it again.
        if (file) held.delete(file.sha256)
        throw new ProblemError('missing-file', path)
      }
      return blob.slice(0, blob.size, file.type)
    },
  }
  return { reader, stored, signer, givingUnsigned }
}
