import { type Bytes, concat, fromBase64Url, sha256, toBase64Url, utf8 } from './bytes.ts'
import { remember } from './remember.ts'

/** A P-256 public key: the uncompressed point (65 bytes, SEC 1 section 2.3.3) in base64url. */
export type PublicKey = string

/** A P-256 private key as JWK (RFC 7517, RFC 7518 section 6.2); members base64url. */
export interface PrivateJwk {
  kty: 'EC'
  crv: 'P-256'
  x: string
  y: string
  d: string
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
const digest = { name: 'ECDSA', hash: 'SHA-256' } as const

/** Short name of a public key: the first 16 hexadecimal digits of the SHA-256 of its point. */
export const keyId = async (key: PublicKey): Promise<string> =>
  (await sha256(fromBase64Url(key))).slice(0, 16)

/** A key id in groups of four, to be read aloud. */
export const fingerprint = (id: string): string => id.replace(/(.{4})(?=.)/g, '$1 ')

/**
 * Whether `signature` (raw r‖s, 64 bytes, IEEE P1363) is `key`'s ECDSA P-256/SHA-256 signature over exactly `message`.
 * A malformed key or signature is `false`, never an exception.
 */
export const verify = async (
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> => {
  try {
    const imported = await crypto.subtle.importKey('raw', fromBase64Url(key), algorithm, false, ['verify'])
    return await crypto.subtle.verify(digest, imported, signature as Bytes, message as Bytes)
  } catch {
    return false
  }
}

/** Importing costs several signatures' time, and a gateway signs with one key all evening. */
const signer = remember(({ kty, crv, x, y, d }: PrivateJwk) =>
  crypto.subtle.importKey('jwk', { kty, crv, x, y, d, key_ops: ['sign'] }, algorithm, false, ['sign']),
)

/** Signs `message`; 64 bytes r‖s. The key's object must not be changed afterwards. */
export const sign = async (privateKey: PrivateJwk, message: Uint8Array): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.sign(digest, await signer(privateKey), message as Bytes))

/** The public half of a P-256 JWK. */
export const publicKeyOf = ({ x, y }: Pick<PrivateJwk, 'x' | 'y'>): PublicKey =>
  toBase64Url(concat(Uint8Array.of(4), fromBase64Url(x), fromBase64Url(y)))

/** JWS compact serialisation (RFC 7515 section 7.1), `alg` ES256 (RFC 7518 section 3.4). */
export const signJws = async (privateKey: PrivateJwk, kid: string, payload: Uint8Array): Promise<string> => {
  const header = toBase64Url(utf8(JSON.stringify({ alg: 'ES256', kid })))
  const input = `${header}.${toBase64Url(payload)}`
  return `${input}.${toBase64Url(await sign(privateKey, utf8(input)))}`
}

/** Payload of a compact ES256 JWS when `key` signed it; `null` when it did not, or the text is no such JWS. */
export const openJws = async (key: PublicKey, jws: string): Promise<Bytes | null> => {
  const [header, payload, signature, ...rest] = jws.split('.')
  if (!header || !payload || !signature || rest.length > 0) return null
  try {
    const { alg } = JSON.parse(new TextDecoder().decode(fromBase64Url(header))) as { alg?: unknown }
    if (alg !== 'ES256') return null
    const good = await verify(key, utf8(`${header}.${payload}`), fromBase64Url(signature))
    return good ? fromBase64Url(payload) : null
  } catch {
    return null
  }
}
