import { toBase64Url, utf8 } from '../shared/bytes.ts'
import { rotationsPath } from '../shared/keyring.ts'
import { type Rotation, rotationBytes } from '../shared/rotation.ts'
import { type PrivateJwk, publicKeyOf, sign } from '../shared/signature.ts'
import { makeEdition, newKey, type TestEdition, type TestKeys } from './test-edition.ts'

/** For tests only: keys that have changed, with the statements that say so. */
export interface RotatedKeys extends TestKeys {
  rotations: Rotation[]
}

/** A statement. `byOld` and `byNew` may sign in place of who should. */
export const statement = async (
  role: Rotation['role'],
  from: PrivateJwk,
  to: PrivateJwk,
  edition: number,
  {
    organisation = 'lantern',
    byOld = from,
    byNew = to,
  }: { organisation?: string; byOld?: PrivateJwk; byNew?: PrivateJwk } = {},
): Promise<Rotation> => {
  const issued = '2031-01-05T00:00:00Z'
  const facts = { role, from: publicKeyOf(from), to: publicKeyOf(to), issued, edition }
  const bytes = rotationBytes(organisation, facts)
  return {
    ...facts,
    byOld: toBase64Url(await sign(byOld, bytes)),
    byNew: toBase64Url(await sign(byNew, bytes)),
  }
}

/** `keys` with another content (or donation) key from `edition` on; phones still trust the first ones. */
export const rotate = async (
  keys: TestKeys & { rotations?: Rotation[] },
  edition: number,
  options: Parameters<typeof statement>[4] & { role?: Rotation['role'] } = {},
): Promise<RotatedKeys> => {
  const { role = 'content' } = options
  const next = await newKey()
  const made = await statement(role, keys[role], next, edition, options)
  return { ...keys, [role]: next, rotations: [...(keys.rotations ?? []), made] }
}

/** `rotations.json` */
export const rotationsFile = (rotations: readonly Rotation[], organisation = 'lantern') =>
  utf8(JSON.stringify({ format: 'sada-rotations/1', organisation, rotations }))

/** A whole edition by rotated keys, statements listed and beside the manifest. */
export const makeRotated = (
  keys: RotatedKeys,
  edition: number,
  { extra = {}, ...options }: Parameters<typeof makeEdition>[2] = {},
): Promise<TestEdition> =>
  makeEdition(keys, edition, {
    ...options,
    extra: { [rotationsPath]: rotationsFile(keys.rotations), ...extra },
  })
