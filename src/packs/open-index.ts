import { type Bytes, sha256 } from '../shared/bytes.ts'
import { type Content, ContentSchema } from '../shared/content.ts'
import { decodeJson } from '../shared/decode-json.ts'
import { type Giving, GivingSchema } from '../shared/giving.ts'
import { findSigner, type Keyring, rotationsPath } from '../shared/keyring.ts'
import { contentPath, givingPath, givingSignaturePath, type Manifest } from '../shared/manifest.ts'
import { ProblemError } from '../shared/problem.ts'
import type { EditionStore } from './edition-store.ts'
import { follow } from './keyring.ts'

/** What must be understood before an edition may become the current one. */
export interface EditionIndex {
  content: Content
  giving: Giving | null
  /** Whether `giving` is withheld because the second signature is missing or wrong. */
  givingUnsigned: boolean
  /** The keys that were known, and those the edition's own statements lead to, where its second signature is by none of them. */
  ring: Keyring
}

/** A small file of the edition out of the store, hashed again. @throws ProblemError `missing-file`, `hash` */
const readListed = async (path: string, manifest: Manifest, store: EditionStore): Promise<Bytes | null> => {
  const listed = manifest.files.find((file) => file.path === path)
  if (!listed) return null
  const blob = await store.file(listed.sha256)
  if (!blob) throw new ProblemError('missing-file', path)
  const bytes = new Uint8Array(await blob.arrayBuffer())
  if ((await sha256(bytes)) === listed.sha256) return bytes
  await store.drop(listed.sha256)
  throw new ProblemError('hash', path)
}

/**
 * Reads the table of contents and the donation form of a verified manifest. The form is looked at only when the donation key has
 * signed it as well (one in force at this edition): otherwise the edition is readable and nothing can be given.
 * @throws ProblemError `manifest` where a signed file does not fit its format, `missing-file`, `hash`
 */
export const openIndex = async (
  manifest: Manifest,
  store: EditionStore,
  known: Keyring,
): Promise<EditionIndex> => {
  const contentBytes = await readListed(contentPath, manifest, store)
  if (!contentBytes) throw new ProblemError('manifest', `${contentPath} is not listed`)
  const content = decodeJson(contentPath, contentBytes, ContentSchema)

  const givingBytes = await readListed(givingPath, manifest, store)
  const second = await readListed(givingSignaturePath, manifest, store)
  const signer = async (keys: Keyring) =>
    givingBytes && second && findSigner(keys.donation, givingBytes, second)
  let ring = known
  let signed = await signer(ring)
  if (!signed) {
    const statements = await readListed(rotationsPath, manifest, store)
    if (statements) ring = await follow(known, statements)
    signed = await signer(ring)
  }
  if (!givingBytes || !signed || manifest.edition >= signed.until)
    return { content, giving: null, givingUnsigned: true, ring: known }
  const giving = decodeJson(givingPath, givingBytes, GivingSchema)
  if (giving.organisation !== known.id) throw new ProblemError('manifest', `${givingPath} of another`)
  return { content, giving, givingUnsigned: false, ring }
}
