import type { Bytes } from '../shared/bytes.ts'
import { currentKey, type Keyring, keyringOf, type Trust } from '../shared/keyring.ts'
import { ProblemError } from '../shared/problem.ts'
import type { EditionStore } from './edition-store.ts'
import { openManifest, type VerifiedManifest } from './open-manifest.ts'

/** The keys this phone knows: built into the app, and accepted since. @throws ProblemError `storage-blocked` */
export const keyringFrom = async (store: Pick<EditionStore, 'highest'>, trust: Trust): Promise<Keyring> =>
  keyringOf(trust, (await store.highest())?.ring)

/** What comes with a manifest, of one source. */
export interface Offered {
  manifest: Bytes
  signature: Bytes
  /** `rotations.json` beside it; asked for only where the signature is no known key's. */
  statements(): Promise<Uint8Array | null>
}

/**
 * Verifies a manifest that is offered, following how its key came from ours where it is none of them. Followed as far as that key: what comes
 * after it may lie there already, and counts once an edition signed by it is here.
 * @returns the manifest, and the keys that are known with it
 * @throws ProblemError as `openManifest`
 */
export const openOffered = async (
  { manifest, signature, statements }: Offered,
  known: Keyring,
  version?: number,
): Promise<{ verified: VerifiedManifest; ring: Keyring }> => {
  try {
    return { verified: await openManifest(manifest, signature, known, version), ring: known }
  } catch (error) {
    if (!(error instanceof ProblemError && error.key === 'signature')) throw error
    const bytes = await statements()
    if (!bytes) throw error
    const ring = await follow(known, bytes)
    const verified = await openManifest(manifest, signature, ring, version)
    const keys = ring.content.map(({ key }) => key)
    const at = keys.indexOf(verified.signer)
    if (at <= keys.indexOf(currentKey(known.content))) return { verified, ring }
    const content = [...ring.content.slice(0, at), { key: verified.signer, until: Number.POSITIVE_INFINITY }]
    return { verified: { ...verified, retired: false }, ring: { ...ring, content } }
  }
}

/** Keys change once in years, so the code that follows them comes when they do (`sw/late.ts` keeps it). */
export const follow = async (ring: Keyring, bytes: Uint8Array): Promise<Keyring> =>
  (await import('../shared/rotation.ts')).followRotations(ring, bytes)
