import { CompactEncrypt } from 'jose'
import * as v from 'valibot'
import { utf8 } from '../../shared/bytes.ts'
import { openJwe, passphraseBytes, type SealedJwk, sealing } from '../../shared/sealed-jwk.ts'
import type { PrivateJwk } from '../../shared/signature.ts'

export {
  openKey,
  PrivateJwkSchema,
  PublicJwkSchema,
  type SealedJwk,
  SealedJwkSchema,
} from '../../shared/sealed-jwk.ts'

/**
 * Rounds of PBKDF2-HMAC-SHA512 a guess costs. OWASP's Password Storage Cheat Sheet asks for 210,000; a key file may be copied and guessed at
 * for years, and opening it half a second later is nothing, so almost three times as many.
 */
const rounds = 600_000

/** A key's JSON as JWE in compact form. */
const sealJson = (value: unknown, passphrase: string): Promise<string> =>
  new CompactEncrypt(utf8(JSON.stringify(value)))
    .setProtectedHeader({ alg: sealing.algorithm, enc: sealing.encryption, cty: 'jwk+json' })
    .setKeyManagementParameters({ p2c: rounds })
    .encrypt(passphraseBytes(passphrase))

export const sealKey = async (key: PrivateJwk, passphrase: string): Promise<SealedJwk> => {
  const { kty, crv, x, y, d } = key
  return { kty, crv, x, y, jwe: await sealJson({ kty, crv, x, y, d }, passphrase) }
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
  openJwe(jwe, passphrase, LockJwkSchema)
