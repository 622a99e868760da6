import { type Bytes, sha256 } from '../shared/bytes.ts'
import { decodeJson } from '../shared/decode-json.ts'
import { findSigner, type Keyring } from '../shared/keyring.ts'
import { appVersion, type Manifest, ManifestSchema } from '../shared/manifest.ts'
import { ProblemError } from '../shared/problem.ts'
import type { PublicKey } from '../shared/signature.ts'

export type { Trust } from '../shared/keyring.ts'

/** A manifest that was verified, with the exact bytes that were signed. */
export interface VerifiedManifest {
  manifest: Manifest
  bytes: Bytes
  signature: Bytes
  /** The content key that signed it. */
  signer: PublicKey
  /** Whether that key has handed over to another: such an edition may be kept and read, and no phone takes it anew. */
  retired: boolean
  /** SHA-256 of `bytes`. */
  sha256: string
}

/**
 * Verifies a manifest: a content key's signature over its exact bytes, and only then what it says.
 * @param signature `manifest.sig`, see `findSigner`
 * @throws ProblemError `signature`, `manifest` (no such format, or another organisation's), `minimum-app`, `unknown-key` where the key had
 * handed over before this edition
 */
export const openManifest = async (
  bytes: Bytes,
  signature: Bytes,
  ring: Keyring,
  version: number = appVersion,
): Promise<VerifiedManifest> => {
  const signed = await findSigner(ring.content, bytes, signature)
  if (!signed) throw new ProblemError('signature', 'manifest.sig')
  const manifest = decodeJson('manifest.json', bytes, ManifestSchema)
  if (manifest.organisation !== ring.id)
    throw new ProblemError('manifest', `of ${manifest.organisation}, not of ${ring.id}`)
  if (manifest.minimumApp > version)
    throw new ProblemError('minimum-app', `needs ${manifest.minimumApp}, this is ${version}`)
  if (manifest.edition >= signed.until)
    throw new ProblemError('unknown-key', `edition ${manifest.edition}, signed until ${signed.until}`)
  return {
    manifest,
    bytes,
    signature: signed.signature,
    signer: signed.key,
    retired: signed.until < Number.POSITIVE_INFINITY,
    sha256: await sha256(bytes),
  }
}
