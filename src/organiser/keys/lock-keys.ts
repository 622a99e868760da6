import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { type Bytes, fromBase64Url, toBase64Url } from '../../shared/bytes.ts'
import { keyLength } from '../../shared/lock/code.ts'
import { CommandError, systemCode } from '../problems.ts'

/** Where the keys of locked items lie, beside the organisation's own. They are kept: the same item must be sealed by the same key each time. */
const folderOf = (keys: string): string => join(keys, 'locks')
const suffix = '.jwk.json'
export const lockKeyPath = (keys: string, id: string): string => join(folderOf(keys), `${id}${suffix}`)

/** A symmetric key as JWK (RFC 7518 section 6.4): 16 bytes in base64url. */
const LockJwkSchema = v.object({
  kty: v.literal('oct'),
  k: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
})

/**
 * Makes the key of a lock, mode 600. Nothing is overwritten: the key that is lost is an item nobody opens any more.
 * @throws CommandError where there is one already, or it cannot be written
 */
export const newLockKey = async (keys: string, id: string): Promise<Bytes> => {
  const key = crypto.getRandomValues(new Uint8Array(keyLength))
  const path = lockKeyPath(keys, id)
  try {
    await mkdir(folderOf(keys), { recursive: true, mode: 0o700 })
    const jwk = { kty: 'oct', k: toBase64Url(key) }
    await writeFile(path, `${JSON.stringify(jwk, null, 2)}\n`, { flag: 'wx', mode: 0o600 })
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

/** The key of a lock from its file. @throws CommandError where there is none, or it is no such key */
export const readLockKey = async (keys: string, id: string): Promise<Bytes> => {
  const path = lockKeyPath(keys, id)
  const advice = `Locks get their keys by: npm run sada -- lock new ${id} --keys ${keys}`
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new CommandError(`cannot read the key of ${id}, ${path} (${systemCode(cause)})`, advice, { cause })
  }
  try {
    return fromBase64Url(v.parse(LockJwkSchema, JSON.parse(text)).k)
  } catch (cause) {
    throw new CommandError(`${path} is not a key of ${keyLength} bytes as JWK`, advice, { cause })
  }
}

/** Every lock's key, by its id; none where the folder has no locks. @throws CommandError see `readLockKey` */
export const readLockKeys = async (keys: string): Promise<ReadonlyMap<string, Bytes>> => {
  let names: string[]
  try {
    names = await readdir(folderOf(keys))
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return new Map()
    throw new CommandError(
      `cannot read ${folderOf(keys)} (${systemCode(error)})`,
      'Choose a folder you may read.',
      { cause: error },
    )
  }
  const ids = names.filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length))
  const read = new Map<string, Bytes>()
  for (const id of ids.sort()) read.set(id, await readLockKey(keys, id))
  return read
}
