import { p256 } from '@noble/curves/nist.js'
import { type Bytes, fromBase64Url } from '../../shared/bytes.ts'
import type { PrivateJwk } from '../../shared/signature.ts'

/**
 * ECDSA P-256/SHA-256 with a deterministic nonce (RFC 6979), raw r‖s, 64 bytes: what `shared/signature.ts` verifies. WebCrypto draws a
 * random nonce, and the same edition would come out with other bytes each time it is built. `lowS` is a rule of Bitcoin, not of ECDSA.
 */
export const signDeterministic = ({ d }: PrivateJwk, message: Uint8Array): Bytes =>
  new Uint8Array(p256.sign(message, fromBase64Url(d), { prehash: true, lowS: false }))
