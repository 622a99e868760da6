import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Bytes } from '../../shared/bytes.ts'
import { type PrivateJwk, type PublicKey, publicKeyOf } from '../../shared/signature.ts'
import { CommandError, systemCode } from '../problems.ts'
import { readLockKeys } from './lock-keys.ts'

/** The four keys of an organisation and what each is for. */
export const keyNames = ['content', 'donation', 'sealing', 'gateway'] as const
export type KeyName = (typeof keyNames)[number]

/** File of a key inside its folder. */
export const keyFile = (name: KeyName): string => `${name}.jwk.json`

/** 32 bytes in base64url (RFC 7518 section 6.2: fixed-length members). */
const Coordinate = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/))
const publicMembers = { kty: v.literal('EC'), crv: v.literal('P-256'), x: Coordinate, y: Coordinate }
const PublicJwkSchema = v.object(publicMembers)
const PrivateJwkSchema = v.object({ ...publicMembers, d: Coordinate })

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

/**
 * A private key from its file.
 * @throws CommandError where there is none or it is no P-256 private key as JWK.
 */
export const readPrivateKey = (folder: string, name: KeyName): Promise<PrivateJwk> =>
  readJwk(folder, name, PrivateJwkSchema)

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
}

/** The keys an edition is built with. @throws CommandError see `readPrivateKey`. */
export const readEditionKeys = async (folder: string): Promise<EditionKeys> => ({
  content: await readPrivateKey(folder, 'content'),
  donation: await readPrivateKey(folder, 'donation'),
  sealing: await readPublicKey(folder, 'sealing'),
  gateway: await readPublicKey(folder, 'gateway'),
  locks: await readLockKeys(folder),
})
