import * as v from 'valibot'
import { type Bytes, fromBase64Url, fromUtf8, utf8 } from './bytes.ts'
import { type PublicKey, verify } from './signature.ts'

/** Well-known path of an edition: how its keys follow from those that came before. Listed in the manifest, and found without it. */
export const rotationsPath = 'rotations.json'

/** Largest `rotations.json` anyone may send us, bytes: sixty-four statements. */
export const rotationsLimit = 64 * 1024

const Key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{87}$/))
const Signature = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{86}$/))

export const RotationSchema = v.object({
  role: v.picklist(['content', 'donation']),
  from: Key,
  to: Key,
  issued: v.pipe(v.string(), v.isoTimestamp()),
  /** Number of the first edition `from` may no longer sign. */
  edition: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** Signatures over `rotationBytes` by `from` and by `to`: the one hands over, the other takes on. */
  byOld: Signature,
  byNew: Signature,
})
export type Rotation = v.InferOutput<typeof RotationSchema>

export const RotationsSchema = v.object({
  format: v.literal('sada-rotations/1'),
  organisation: v.string(),
  rotations: v.pipe(v.array(RotationSchema), v.maxLength(64)),
})

/** What both keys sign. An array, so that no signature over it is one over a manifest or a donation form, which are objects. */
export const rotationBytes = (
  organisation: string,
  { role, from, to, issued, edition }: Omit<Rotation, 'byOld' | 'byNew'>,
): Bytes => utf8(JSON.stringify(['sada-rotation/1', organisation, role, from, to, issued, edition]))

/** The statements in a `rotations.json`; none where it is no such file, or another organisation's. Signatures are not looked at here. */
export const parseRotations = (bytes: Uint8Array, organisation: string): Rotation[] => {
  try {
    const parsed = v.safeParse(RotationsSchema, JSON.parse(fromUtf8(bytes)))
    return parsed.success && parsed.output.organisation === organisation ? parsed.output.rotations : []
  } catch {
    return []
  }
}

/** A key in its time. `until`: number of the first edition that its successor signs; infinite for the key in force. */
export interface Tenure {
  key: PublicKey
  until: number
}

/** Whose word is taken, before anything was heard: what is built into an app (`organisation.json`). */
export interface Trust {
  id: string
  contentKey: PublicKey
  donationKey: PublicKey
  /** How these keys came to be; for editions on the phone that their predecessors signed. */
  rotations?: readonly Rotation[] | undefined
}

/** The keys of an organisation as far as they are known: each role's in the order of their time, the one in force last. */
export interface Keyring {
  id: string
  content: readonly Tenure[]
  donation: readonly Tenure[]
  /** The statements it was made of, all of them good; of each role the latest comes last. */
  rotations: readonly Rotation[]
}

/** The key in force. */
export const currentKey = (tenures: readonly Tenure[]): PublicKey => tenures.at(-1)?.key ?? ''

/** A role's keys with one statement more; `null` where it joins neither end. What leads elsewhere from within is no continuation. */
const join = (tenures: readonly Tenure[], { from, to, edition }: Rotation): Tenure[] | null => {
  const known = (key: PublicKey) => tenures.some((one) => one.key === key)
  const began = tenures.at(-2)?.until ?? 1
  if (from === currentKey(tenures) && !known(to) && edition >= began)
    return [
      ...tenures.slice(0, -1),
      { key: from, until: edition },
      { key: to, until: Number.POSITIVE_INFINITY },
    ]
  const [first] = tenures
  if (to === first?.key && !known(from) && edition <= first.until)
    return [{ key: from, until: edition }, ...tenures]
  return null
}

/**
 * Follows statements from the keys that are known: forward from the one in force, and back from the oldest. Each must carry the signatures of
 * the key it leaves and of the key it goes to; one that does not, or that joins nothing, changes nothing.
 */
export const growKeyring = async (ring: Keyring, rotations: readonly Rotation[]): Promise<Keyring> => {
  for (const rotation of rotations) {
    const { role, from, to, byOld, byNew } = rotation
    const joined = join(ring[role], rotation)
    if (!joined) continue
    const bytes = rotationBytes(ring.id, rotation)
    const both =
      (await verify(from, bytes, fromBase64Url(byOld))) && (await verify(to, bytes, fromBase64Url(byNew)))
    if (both)
      // The new end may be where an earlier one in the list joins.
      return growKeyring(
        {
          ...ring,
          [role]: joined,
          rotations:
            to === ring[role][0]?.key ? [rotation, ...ring.rotations] : [...ring.rotations, rotation],
        },
        rotations,
      )
  }
  return ring
}

/** The keys an app knows: those built into it, and what follows from them by statements that were accepted before. */
export const keyringOf = async (trust: Trust, accepted: readonly Rotation[] = []): Promise<Keyring> => {
  const begin = (key: PublicKey): Tenure[] => [{ key, until: Number.POSITIVE_INFINITY }]
  const { id, contentKey, donationKey } = trust
  const root: Keyring = { id, content: begin(contentKey), donation: begin(donationKey), rotations: [] }
  return growKeyring(await growKeyring(root, trust.rotations ?? []), accepted)
}

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
