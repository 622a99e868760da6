import { compactDecrypt, errors } from 'jose'
import * as v from 'valibot'
import { fromUtf8, utf8 } from './bytes.ts'
import type { PrivateJwk } from './signature.ts'

/** A file that asks for more rounds than this would only keep its reader waiting (RFC 8018 section 4.2 leaves the bound to us). */
const mostRounds = 10_000_000
/** PBKDF2-HMAC-SHA512 and AES (RFC 7518 sections 4.8 and 5.3). */
export const sealing = { algorithm: 'PBES2-HS512+A256KW', encryption: 'A256GCM' } as const

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
export const passphraseBytes = (passphrase: string) => utf8(passphrase.normalize('NFC'))

/** What is in a JWE, or `null` where the passphrase is another. @throws Error where it is damaged */
export const openJwe = async <T>(
  jwe: string,
  passphrase: string,
  schema: v.GenericSchema<unknown, T>,
): Promise<T | null> => {
  try {
    const { plaintext } = await compactDecrypt(jwe, passphraseBytes(passphrase), {
      keyManagementAlgorithms: [sealing.algorithm],
      contentEncryptionAlgorithms: [sealing.encryption],
      maxPBES2Count: mostRounds,
    })
    return v.parse(schema, JSON.parse(fromUtf8(plaintext)))
  } catch (error) {
    if (error instanceof errors.JWEDecryptionFailed) return null
    throw error
  }
}

/**
 * The private key, or `null` where the passphrase is another.
 * @throws Error where the file is damaged: no such JWE, or another key's than its public half says.
 */
export const openKey = async ({ x, y, jwe }: SealedJwk, passphrase: string): Promise<PrivateJwk | null> => {
  const key = await openJwe(jwe, passphrase, PrivateJwkSchema)
  if (key && (key.x !== x || key.y !== y))
    throw new Error('the key in it is another than its public half says')
  return key
}
