import type { Bytes } from './bytes.ts'
import { type PublicKey, verify } from './signature.ts'

/** Well-known path of an edition: how its keys follow from those before (`rotation.ts`). Listed in the manifest, and found without it. */
export const rotationsPath = 'rotations.json'

/** Largest `rotations.json` anyone may send us, bytes: some sixty statements. */
export const rotationsLimit = 64 * 1024

/** What a key is for: editions, or the accounts and the donation form. */
export type KeyRole = 'content' | 'donation'

/** A key in its time. */
export interface Tenure {
  key: PublicKey
  /** Number of the first edition that its successor signs; infinite for the key in force. */
  until: number
  /** When it handed over, ISO 8601. */
  ended?: string
}

/** A key that has handed over, as `organisation.json` names it. */
export interface FormerKey extends Required<Tenure> {
  role: KeyRole
}

/** Whose word is taken, before anything was heard: what is built into an app (`organisation.json`). */
export interface Trust {
  id: string
  contentKey: PublicKey
  donationKey: PublicKey
  /** Keys before these, for editions on the phone that those signed. */
  former?: readonly FormerKey[] | undefined
}

/** The keys of an organisation as far as they are known: each role's in the order of their time, the one in force last. */
export interface Keyring extends Record<KeyRole, readonly Tenure[]> {
  id: string
}

/**
 * The keys an app knows: those built into it, or, where they lead on from there, those accepted since. An app's own word comes first: what was
 * accepted and does not have the app's key is forgotten.
 */
export const keyringOf = (
  { id, contentKey, donationKey, former = [] }: Trust,
  accepted: Keyring | null | undefined = null,
): Keyring => {
  const known = (role: KeyRole, key: PublicKey): readonly Tenure[] => {
    const heard = accepted?.[role] ?? []
    if (heard.some((one) => one.key === key)) return heard
    const before = former.filter((one) => one.role === role)
    return [
      ...before.map(({ key, until, ended }) => ({ key, until, ended })),
      { key, until: Number.POSITIVE_INFINITY },
    ]
  }
  return { id, content: known('content', contentKey), donation: known('donation', donationKey) }
}

/** The key in force. */
export const currentKey = (tenures: readonly Tenure[]): PublicKey => tenures.at(-1)?.key ?? ''

/** Bytes of one signature, raw r‖s. */
export const signatureBytes = 64

/**
 * Which key signed `message`, and the signature that says so. `signatures`: one or several of 64 bytes, one after the other; while a mirror
 * changes from one manifest to the next, its `manifest.sig` has those of both.
 */
export const findSigner = async (
  tenures: readonly Tenure[],
  message: Uint8Array,
  signatures: Bytes,
): Promise<(Tenure & { signature: Bytes }) | null> => {
  for (const tenure of [...tenures].reverse())
    for (let at = 0; at < signatures.length; at += signatureBytes) {
      const signature = signatures.slice(at, at + signatureBytes)
      if (await verify(tenure.key, message, signature)) return { ...tenure, signature }
    }
  return null
}
