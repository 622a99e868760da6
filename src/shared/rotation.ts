import * as v from 'valibot'
import { type Bytes, fromBase64Url, fromUtf8, utf8 } from './bytes.ts'
import { currentKey, type Keyring, type Tenure } from './keyring.ts'
import { verify } from './signature.ts'

const Key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{87}$/))
const Signature = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{86}$/))

/** A statement that one key follows another. */
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

/** `rotations.json` */
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

/** A role's keys with one statement more; `null` where it joins neither end. What leads elsewhere from within is no continuation. */
const join = (tenures: readonly Tenure[], { from, to, edition, issued }: Rotation): Tenure[] | null => {
  const known = (key: string) => tenures.some((one) => one.key === key)
  const began = tenures.at(-2)?.until ?? 1
  const ended: Tenure = { key: from, until: edition, ended: issued }
  if (from === currentKey(tenures) && !known(to) && edition >= began)
    return [...tenures.slice(0, -1), ended, { key: to, until: Number.POSITIVE_INFINITY }]
  const [first] = tenures
  return to === first?.key && !known(from) && edition <= first.until ? [ended, ...tenures] : null
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
    // The new end may be where an earlier one in the list joins.
    if (both) return growKeyring({ ...ring, [role]: joined }, rotations)
  }
  return ring
}

/** The same from the bytes of a `rotations.json`; `ring` itself where they lead nowhere. */
export const followRotations = (ring: Keyring, bytes: Uint8Array | null): Promise<Keyring> =>
  growKeyring(ring, bytes ? parseRotations(bytes, ring.id) : [])
