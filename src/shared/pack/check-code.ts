import { type Bytes, sha256, utf8 } from '../bytes.ts'
import { crockford } from '../reference.ts'

/** 60 bits: nobody finds another pack with the same code by trying, and it is read aloud in a breath. */
const characters = 12

/**
 * Check code of a pack, to be read aloud and compared: 12 Crockford characters in groups of four, from the SHA-256 over the SHA-256 of its
 * page and of its manifest and the names of its files, a line each. Once every file agrees with the manifest, these say all there is to
 * say about its bytes; so the code of a large pack is there at once.
 */
export const checkCode = async (
  page: Uint8Array,
  manifest: Uint8Array,
  names: readonly string[],
): Promise<string> => {
  const lines = [await sha256(page), await sha256(manifest), ...names].map((line) => `${line}\n`)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(lines.join('')) as Bytes))
  let bits = 0n
  for (const byte of digest.subarray(0, 8)) bits = (bits << 8n) | BigInt(byte)
  let code = ''
  for (let i = 0; i < characters; i++) code += crockford.charAt(Number((bits >> BigInt(59 - 5 * i)) & 31n))
  return code.replace(/(.{4})(?=.)/g, '$1 ')
}
