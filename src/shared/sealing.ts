import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { type Bytes, fromBase64Url, toBase64Url, utf8 } from './bytes.ts'
import type { PrivateJwk, PublicKey } from './signature.ts'

/** HPKE base mode (RFC 9180): DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, as base64url. */
export interface Sealed {
  /** Encapsulated key, 65 bytes. */
  enc: string
  /** Ciphertext and 16-byte tag. */
  ciphertext: string
}

const suite = () =>
  new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })

const info = utf8('sada donation v1').buffer

/** Seals `plain` to the organisation's key; `aad` is authenticated and stays readable. */
export const seal = async (key: PublicKey, plain: Uint8Array, aad: Uint8Array): Promise<Sealed> => {
  const hpke = suite()
  const recipientPublicKey = await hpke.kem.importKey('raw', fromBase64Url(key).buffer, true)
  const { ct, enc } = await hpke.seal({ recipientPublicKey, info }, plain as Bytes, aad as Bytes)
  return { enc: toBase64Url(new Uint8Array(enc)), ciphertext: toBase64Url(new Uint8Array(ct)) }
}

/** Opens what `seal` made; throws where key, ciphertext or `aad` differ.  */
export const open = async (privateKey: PrivateJwk, sealed: Sealed, aad: Uint8Array): Promise<Bytes> => {
  const hpke = suite()
  const recipientKey = await hpke.kem.importKey('raw', fromBase64Url(privateKey.d).buffer, false)
  const enc = fromBase64Url(sealed.enc)
  return new Uint8Array(
    await hpke.open({ recipientKey, enc, info }, fromBase64Url(sealed.ciphertext), aad as Bytes),
  )
}
