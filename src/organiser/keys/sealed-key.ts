import { CompactEncrypt, compactDecrypt, errors } from 'jose'
import * as v from 'valibot'
import { fromUtf8, utf8 } from '../../shared/bytes.ts'
import type { PrivateJwk } from '../../shared/signature.ts'

/**
 * Rounds of PBKDF2-HMAC-SHA512 a guess costs. OWASP's Password Storage Cheat Sheet asks for 210,000; a key file may be copied and guessed at
 * for years, and opening it half a second later is nothing, so almost three times as many.
 */
const rounds = 600_000
/** A file that asks for more than this would only keep its reader waiting (RFC 8018 section 4.2 leaves the bound to us). */
const mostRounds = 10_000_000
const algorithm = 'PBES2-HS512+A256KW'
const encryption = 'A256GCM'

/** 32 bytes in base64url (RFC 7518 section 6.2: fixed-length members). */
const Coordinate = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/))
const publicMembers = { kty: v.literal('EC'), crv: v.literal('P-256'), x: Coordinate, y: Coordinate }
export const PublicJwkSchema = v.object(publicMembers)
export const PrivateJwkSchema = v.object({ ...publicMembers, d: Coordinate })

/**
 * A private key under a passphrase: its public half as it is, so that nobody needs the passphrase to name it, and the whole key as JWE in
 * compact form (RFC 7516 section 7.1; keys in it: RFC 7517 section 7).
 */
export const SealedJwkSchema = v.object({ ...publicMembers, jwe: v.string() })
export type SealedJwk = v.InferOutput<typeof SealedJwkSchema>

/** Passphrases typed on different machines shall be the same bytes (RFC 8265 section 4.2: NFC). */
const bytesOf = (passphrase: string) => utf8(passphrase.normalize('NFC'))

/** A key's JSON as JWE in compact form. */
const sealJson = (value: unknown, passphrase: string): Promise<string> =>
  new CompactEncrypt(utf8(JSON.stringify(value)))
    .setProtectedHeader({ alg: algorithm, enc: encryption, cty: 'jwk+json' })
    .setKeyManagementParameters({ p2c: rounds })
    .encrypt(bytesOf(passphrase))

/** What is in it, or `null` where the passphrase is another. @throws Error where it is damaged */
const openJson = async <T>(
  jwe: string,
  passphrase: string,
  schema: v.GenericSchema<unknown, T>,
): Promise<T | null> => {
  try {
    const { plaintext } = await compactDecrypt(jwe, bytesOf(passphrase), {
      keyManagementAlgorithms: [algorithm],
      contentEncryptionAlgorithms: [encryption],
      maxPBES2Count: mostRounds,
    })
    return v.parse(schema, JSON.parse(fromUtf8(plaintext)))
  } catch (error) {
    if (error instanceof errors.JWEDecryptionFailed) return null
    throw error
  }
}

export const sealKey = async (key: PrivateJwk, passphrase: string): Promise<SealedJwk> => {
  const { kty, crv, x, y, d } = key
  return { kty, crv, x, y, jwe: await sealJson({ kty, crv, x, y, d }, passphrase) }
}

/**
 * The private key, or `null` where the passphrase is another.
 * @throws Error where the file is damaged: no such JWE, or another key's than its public half says.
 */
export const openKey = async ({ x, y, jwe }: SealedJwk, passphrase: string): Promise<PrivateJwk | null> => {
  const key = await openJson(jwe, passphrase, PrivateJwkSchema)
  if (key && (key.x !== x || key.y !== y))
    throw new Error('the key in it is another than its public half says')
  return key
}

/** The key of a lock: 16 bytes in base64url (RFC 7518 section 6.4). */
export const LockJwkSchema = v.object({
  kty: v.literal('oct'),
  k: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
})
export type LockJwk = v.InferOutput<typeof LockJwkSchema>
/** The same under a passphrase. It has no public half. */
export const SealedLockJwkSchema = v.object({ kty: v.literal('oct'), jwe: v.string() })
export type SealedLockJwk = v.InferOutput<typeof SealedLockJwkSchema>

export const sealLockKey = async ({ kty, k }: LockJwk, passphrase: string): Promise<SealedLockJwk> => ({
  kty,
  jwe: await sealJson({ kty, k }, passphrase),
})

/** The key of a lock, or `null` where the passphrase is another. @throws Error where the file is damaged */
export const openLockKey = ({ jwe }: SealedLockJwk, passphrase: string): Promise<LockJwk | null> =>
  openJson(jwe, passphrase, LockJwkSchema)
