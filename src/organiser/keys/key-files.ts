import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Bytes } from '../../shared/bytes.ts'
import { rotationsPath } from '../../shared/keyring.ts'
import { type Rotation, RotationsSchema } from '../../shared/rotation.ts'
import { type PrivateJwk, type PublicKey, publicKeyOf } from '../../shared/signature.ts'
import { CommandError, systemCode } from '../problems.ts'
import { readLockKeys } from './lock-keys.ts'
import { createPassphrases, openSealed, type Passphrases } from './passphrases.ts'
import { openKey, PrivateJwkSchema, PublicJwkSchema, SealedJwkSchema } from './sealed-key.ts'

/** The four keys of an organisation and what each is for. */
export const keyNames = ['content', 'donation', 'sealing', 'gateway'] as const
export type KeyName = (typeof keyNames)[number]

/** File of a key inside its folder. */
export const keyFile = (name: KeyName): string => `${name}.jwk.json`

const readJwk = async <T>(folder: string, name: KeyName, schema: v.GenericSchema<unknown, T>): Promise<T> => {
  const path = join(folder, keyFile(name))
  const advice = 'Keys are made by: npm run sada -- keys new <folder>'
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new CommandError(`cannot read the ${name} key ${path} (${systemCode(cause)})`, advice, { cause })
  }
  try {
    return v.parse(schema, JSON.parse(text))
  } catch (cause) {
    throw new CommandError(`${path} is not a P-256 key as JWK`, advice, { cause })
  }
}

/** A key out of its file, with the passphrase that opened it; `null` where it lies open. @throws CommandError */
export const readKey = async (
  folder: string,
  name: KeyName,
  passphrases: Passphrases,
): Promise<{ key: PrivateJwk; passphrase: string | null }> => {
  const read = await readJwk(folder, name, v.union([SealedJwkSchema, PrivateJwkSchema]))
  if (!('jwe' in read)) return { key: read, passphrase: null }
  const path = join(folder, keyFile(name))
  const { value, passphrase } = await openSealed(path, (typed) => openKey(read, typed), passphrases)
  return { key: value, passphrase }
}

/**
 * A private key from its file. One under a passphrase is opened with the one in SADA_PASSPHRASE_FILE, or asked for, unless others are handed in.
 * @throws CommandError where there is none, it is no P-256 private key as JWK, or the passphrase is wrong.
 */
export const readPrivateKey = async (
  folder: string,
  name: KeyName,
  passphrases: Passphrases = createPassphrases(),
): Promise<PrivateJwk> => (await readKey(folder, name, passphrases)).key

/** The public half of a key, from its file; a file that holds only `x` and `y` will do. @throws CommandError */
export const readPublicKey = async (folder: string, name: KeyName): Promise<PublicKey> =>
  publicKeyOf(await readJwk(folder, name, PublicJwkSchema))

/** What signs an edition, and the public keys its giving file names. */
export interface EditionKeys {
  content: PrivateJwk
  donation: PrivateJwk
  sealing: PublicKey
  gateway: PublicKey
  /** Keys of locked items, by their ids. */
  locks?: ReadonlyMap<string, Bytes>
  /** How content and donation key followed from earlier ones; none as a rule. */
  rotations?: readonly Rotation[]
}

/** The statements a keys folder keeps since its keys were last changed; none where they never were. @throws CommandError */
export const readRotations = async (folder: string): Promise<readonly Rotation[]> => {
  const path = join(folder, rotationsPath)
  try {
    return v.parse(RotationsSchema, JSON.parse(await readFile(path, 'utf8'))).rotations
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return []
    throw new CommandError(
      `${path} is no list of key changes`,
      'It was made by: npm run sada -- keys rotate. Take it from the copy you keep apart.',
      { cause },
    )
  }
}

/** The keys an edition is built with. @throws CommandError see `readPrivateKey`. */
export const readEditionKeys = async (
  folder: string,
  passphrases: Passphrases = createPassphrases(),
): Promise<EditionKeys> => ({
  content: await readPrivateKey(folder, 'content', passphrases),
  donation: await readPrivateKey(folder, 'donation', passphrases),
  sealing: await readPublicKey(folder, 'sealing'),
  gateway: await readPublicKey(folder, 'gateway'),
  locks: await readLockKeys(folder, passphrases),
  rotations: await readRotations(folder),
})
