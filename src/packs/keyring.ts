import { growKeyring, type Keyring, keyringOf, parseRotations, type Trust } from '../shared/rotation.ts'
import type { EditionStore } from './edition-store.ts'

/** The keys this phone knows: built into the app, and accepted since. @throws ProblemError `storage-blocked` */
export const keyringFrom = async (store: Pick<EditionStore, 'highest'>, trust: Trust): Promise<Keyring> =>
  keyringOf(trust, (await store.highest())?.rotations)

/**
 * The keys that statements beside a manifest lead to, where it is signed with none that is known.
 * @returns `null` where they lead nowhere
 */
export const followStatements = async (ring: Keyring, statements: Uint8Array): Promise<Keyring | null> => {
  const grown = await growKeyring(ring, parseRotations(statements, ring.id))
  return grown === ring ? null : grown
}
