import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { type Bytes, fromBase64Url, toBase64Url } from '../../shared/bytes.ts'
import { keyLength } from '../../shared/lock/code.ts'
import { CommandError, systemCode } from '../problems.ts'
import { createPassphrases, openSealed, type Passphrases } from './passphrases.ts'
import { type LockJwk, LockJwkSchema, openLockKey, SealedLockJwkSchema, sealLockKey } from './sealed-key.ts'

/** Where the keys of locked items lie, beside the organisation's own. They are kept: the same item must be sealed by the same key each time. */
const folderOf = (keys: string): string => join(keys, 'locks')
const suffix = '.jwk.json'
/** File of a lock's key inside the folder of keys. */
export const lockKeyFile = (id: string): string => `locks/${id}${suffix}`
export const lockKeyPath = (keys: string, id: string): string => join(keys, lockKeyFile(id))

const LockFileSchema = v.union([SealedLockJwkSchema, LockJwkSchema])

/**
 * Makes the key of a lock, mode 600; under `passphrase`, where one is given. Nothing is overwritten: the key that is lost is an item nobody
 * opens any more.
 * @throws CommandError where there is one already, or it cannot be written
 */
export const newLockKey = async (
  keys: string,
  id: string,
  passphrase: string | null = null,
): Promise<Bytes> => {
  const key = crypto.getRandomValues(new Uint8Array(keyLength))
  const path = lockKeyPath(keys, id)
  try {
    await mkdir(folderOf(keys), { recursive: true, mode: 0o700 })
    const jwk: LockJwk = { kty: 'oct', k: toBase64Url(key) }
    const value = passphrase === null ? jwk : await sealLockKey(jwk, passphrase)
    await writeFile(path, `${JSON.stringify(value, null, 2)}\n`, { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    if (systemCode(cause) === 'EEXIST')
      throw new CommandError(
        `${path} is already there; keys are never overwritten`,
        `Show it with: npm run sada -- lock show ${id} --keys ${keys}`,
        { cause },
      )
    throw new CommandError(
      `cannot write ${path} (${systemCode(cause)})`,
      'Choose a folder you may write to.',
      { cause },
    )
  }
  return key
}

/**
 * The key of a lock from its file. One under a passphrase is opened as the organisation's own are (`readPrivateKey`).
 * @throws CommandError where there is none, it is no such key, or the passphrase is wrong
 */
export const readLockKey = async (
  keys: string,
  id: string,
  passphrases: Passphrases = createPassphrases(),
): Promise<Bytes> => {
  const path = lockKeyPath(keys, id)
  const advice = `Locks get their keys by: npm run sada -- lock new ${id} --keys ${keys}`
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new CommandError(`cannot read the key of ${id}, ${path} (${systemCode(cause)})`, advice, { cause })
  }
  let read: v.InferOutput<typeof LockFileSchema>
  try {
    read = v.parse(LockFileSchema, JSON.parse(text))
  } catch (cause) {
    throw new CommandError(`${path} is not a key of ${keyLength} bytes as JWK`, advice, { cause })
  }
  if (!('jwe' in read)) return fromBase64Url(read.k)
  const sealed = read
  const { value } = await openSealed(path, (typed) => openLockKey(sealed, typed), passphrases)
  return fromBase64Url(value.k)
}

/** Ids of the locks whose keys a folder has, in order. @throws CommandError */
export const lockKeyIds = async (keys: string): Promise<string[]> => {
  try {
    const names = await readdir(folderOf(keys))
    return names
      .filter((name) => name.endsWith(suffix))
      .map((name) => name.slice(0, -suffix.length))
      .sort()
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw new CommandError(
      `cannot read ${folderOf(keys)} (${systemCode(error)})`,
      'Choose a folder you may read.',
      { cause: error },
    )
  }
}

/** Every lock's key, by its id; none where the folder has no locks. @throws CommandError see `readLockKey` */
export const readLockKeys = async (
  keys: string,
  passphrases: Passphrases = createPassphrases(),
): Promise<ReadonlyMap<string, Bytes>> => {
  const read = new Map<string, Bytes>()
  for (const id of await lockKeyIds(keys)) read.set(id, await readLockKey(keys, id, passphrases))
  return read
}
