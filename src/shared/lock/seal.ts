import { type Bytes, concat, sha256, toHex, utf8 } from '../bytes.ts'

/*
 * Sealing by a lock's key. Everything a file needs is derived from that key (HKDF-SHA-256, RFC 5869), so the same key, path and bytes give the
 * same sealed bytes, and an edition can be built again.
 */

const domain = utf8('sada-lock/1')

/** Bytes AES-GCM adds: its tag. */
export const sealOverhead = 16

const derive = async (key: Bytes, purpose: string, length: number): Promise<Bytes> => {
  const material = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: domain, info: utf8(purpose) }
  return new Uint8Array(await crypto.subtle.deriveBits(how, material, length * 8))
}

/** Hash of a key: says which lock it opens and nothing else of it. 64 hexadecimal digits. */
export const lockKeyHash = (key: Bytes): Promise<string> => sha256(concat(domain, utf8(' key\n'), key))

/** Name of a sealed file in its edition: always the same one, and nothing can be told from it without the key. */
export const sealedName = async (key: Bytes, name: string): Promise<string> =>
  toHex(await derive(key, `name ${name}`, 8))

/** What a manifest says of the bytes inside a sealed file. */
export interface SealedContent {
  /** Path of the sealed file in its edition. */
  path: string
  /** Of what is inside. */
  bytes: number
  /** See `plainHash`. */
  sha256: string
}

/**
 * Hash of what is inside: SHA-256 over 32 bytes that only the key gives, then the bytes. Without them anybody could try whether a guessed
 * or leaked text is the one.
 */
export const plainHash = async (key: Bytes, path: string, plain: Uint8Array): Promise<string> =>
  sha256(concat(await derive(key, `salt ${path}`, 32), plain))

/**
 * Key and nonce of one file. They depend on its place and on what is in it: a text that is mended under the same lock is not sealed with a
 * nonce that was used before, which would give both away.
 */
const cipherOf = async (key: Bytes, { path, sha256: hash }: Pick<SealedContent, 'path' | 'sha256'>) => {
  const derived = await derive(key, `file ${path}\n${hash}`, 16 + 12)
  return {
    key: await crypto.subtle.importKey('raw', derived.slice(0, 16), 'AES-GCM', false, ['encrypt', 'decrypt']),
    how: { name: 'AES-GCM', iv: derived.slice(16) },
  }
}

/** Seals bytes for a path (AES-128-GCM): the sealed bytes, and what the manifest says of them. */
export const sealFile = async (
  key: Bytes,
  path: string,
  plain: Bytes,
): Promise<{ sealed: Bytes; content: SealedContent }> => {
  const content = { path, bytes: plain.length, sha256: await plainHash(key, path, plain) }
  const cipher = await cipherOf(key, content)
  return { sealed: new Uint8Array(await crypto.subtle.encrypt(cipher.how, cipher.key, plain)), content }
}

/** What is inside sealed bytes; `null` where they are not what `content` says, or the key is another. */
export const openSealed = async (
  key: Bytes,
  content: SealedContent,
  sealed: Bytes,
): Promise<Bytes | null> => {
  const cipher = await cipherOf(key, content)
  let plain: Bytes
  try {
    plain = new Uint8Array(await crypto.subtle.decrypt(cipher.how, cipher.key, sealed))
  } catch {
    return null // The tag does not fit: WebCrypto says no more.
  }
  const right =
    plain.length === content.bytes && (await plainHash(key, content.path, plain)) === content.sha256
  return right ? plain : null
}
