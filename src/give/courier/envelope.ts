import { type Bytes, fromBase64Url, sha256, toBase64Url } from '../../shared/bytes.ts'
import type { SignedReceipt } from '../../shared/receipt.ts'
import { deflate, inflate } from './deflate.ts'

/*
 * What travels between phones is one line of text, the same in a code and in a file:
 *   sada-donation:1:<check>:<frozen bytes, deflated, base64url>
 *   sada-receipt:1:<compact JWS>
 * Id, organisation and amount are not repeated beside the frozen bytes, where they stand in clear and bound to what is sealed: two places
 * could say two things. The check (8 hexadecimal digits of the bytes' SHA-256) tells what was cut or mistyped from what was forged.
 * base64url and not all a code's 256 byte values, since readers hand over text; no sign of it is changed by a messenger or an editor.
 */

/** Largest frozen bytes: `SealedDonationSchema` lets through at most 12,000 characters of ciphertext and some 600 around them. */
export const largestDonation = 16_000
const checkDigits = 8

/** What one line says. `newer`: of a version to come; `damaged`: cut or altered on its way. */
export type Letter =
  | { kind: 'donation'; bytes: Bytes }
  | { kind: 'receipt'; signed: SignedReceipt }
  | { kind: 'newer' | 'damaged' }

const checkOf = async (bytes: Bytes): Promise<string> => (await sha256(bytes)).slice(0, checkDigits)

/** A donation's frozen bytes as a line. */
export const donationLetter = async (bytes: Bytes): Promise<string> =>
  `sada-donation:1:${await checkOf(bytes)}:${toBase64Url(await deflate(bytes))}`

/** A signed receipt as a line; its signature is check enough. */
export const receiptLetter = (signed: SignedReceipt): string => `sada-receipt:1:${signed}`

const line = /sada-(donation|receipt):(\d{1,9}):([\w:.-]*)/g

const readDonation = async (rest: string): Promise<Letter> => {
  const [check = '', payload = ''] = rest.split(':')
  try {
    const bytes = await inflate(fromBase64Url(payload), largestDonation)
    if ((await checkOf(bytes)) === check) return { kind: 'donation', bytes }
  } catch {
    // Neither base64url nor DEFLATE, or swollen beyond any donation: all the same to whoever holds it.
  }
  return { kind: 'damaged' }
}

/** Every letter in a text, in order, whatever stands around them; none: the text is not ours. Never rejects. */
export const readLetters = (text: string): Promise<Letter[]> =>
  Promise.all(
    [...text.matchAll(line)].map(async ([, kind, version, rest = '']): Promise<Letter> => {
      if (version !== '1') return { kind: 'newer' }
      return kind === 'donation' ? readDonation(rest) : { kind: 'receipt', signed: rest }
    }),
  )
