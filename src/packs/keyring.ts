import type { Bytes } from '../shared/bytes.ts'
import { ProblemError } from '../shared/problem.ts'
import { growKeyring, type Keyring, keyringOf, parseRotations, type Trust } from '../shared/rotation.ts'
import type { EditionStore } from './edition-store.ts'
import { openManifest, type VerifiedManifest } from './open-manifest.ts'

/** The keys this phone knows: built into the app, and accepted since. @throws ProblemError `storage-blocked` */
export const keyringFrom = async (store: Pick<EditionStore, 'highest'>, trust: Trust): Promise<Keyring> =>
  keyringOf(trust, (await store.highest())?.rotations)

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
    const said = bytes ? parseRotations(bytes, known.id) : []
    const grown = await growKeyring(known, said)
    if (grown === known) throw error
    const verified = await openManifest(manifest, signature, grown, version)
    const keys = grown.content.map(({ key }) => key)
    const later = new Set(keys.slice(keys.indexOf(verified.signer)))
    const before = said.filter(({ role, from }) => role !== 'content' || !later.has(from))
    return { verified: { ...verified, retired: false }, ring: await growKeyring(known, before) }
  }
}
