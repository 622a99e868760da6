/** Payment reference: what a donor writes on the transfer so that the payment finds its donation. */

/** Crockford's alphabet: no I, L, O or U, so nothing is misread. */
export const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Value of `text` modulo 97 with letters as 10-35 (ISO 7064 mod 97-10, as in ISO 13616). */
const mod97 = (text: string): number => {
  let rest = 0
  for (const character of text) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

/** Two check digits for `body` (ISO 7064 mod 97-10). */
export const checkDigits = (body: string): string => String(98 - mod97(`${body}00`)).padStart(2, '0')

/**
 * Reference of a donation: 12 Crockford characters (60 bits: the low 12 of the millisecond clock and the last 48,
 * all of them random or counted up from random, never version or variant) of its UUIDv7 and two check digits, in groups,
 * e.g. `SD 7K2M 9QXA 04TR 51`. The same donation always has the same reference; nobody needs a server to make one.
 * @throws TypeError where `id` is not a UUID.
 */
export const referenceOf = (id: string): string => {
  const hex = id.replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new TypeError('not a UUID')
  let bits = BigInt(`0x${hex.slice(9, 12)}${hex.slice(20, 32)}`)
  let body = ''
  for (let i = 0; i < 12; i++) {
    body = crockford.charAt(Number(bits & 31n)) + body
    bits >>= 5n
  }
  return `SD ${body.slice(0, 4)} ${body.slice(4, 8)} ${body.slice(8)} ${checkDigits(`SD${body}`)}`
}

/** Digits that 60 bits take. */
const numericLength = 19

/**
 * The same reference in digits only, for bank counters and keypads: 19 digits and two check digits, in groups of three.
 * @param reference as `referenceOf` made it
 * @throws TypeError where it is none
 */
export const numericReference = (reference: string): string => {
  if (!isReference(reference)) throw new TypeError('not a reference')
  const body = reference.toUpperCase().replace(/[\s-]/g, '').slice(2, 14)
  let bits = 0n
  for (const character of body) bits = bits * 32n + BigInt(crockford.indexOf(character))
  const digits = String(bits).padStart(numericLength, '0')
  return `${digits}${checkDigits(digits)}`.replace(/(\d{3})(?=\d)/g, '$1 ')
}

/** Whether typed digits are a numeric reference with its right check digits. */
export const isNumericReference = (typed: string): boolean => {
  const plain = typed.replace(/[\s-]/g, '')
  return /^\d{21}$/.test(plain) && checkDigits(plain.slice(0, 19)) === plain.slice(19)
}

/** Whether a typed reference carries its right check digits; spaces, hyphens and case do not matter. */
export const isReference = (typed: string): boolean => {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '')
  // Compared, not just `mod97(plain) === 1`: 00, 01 and 99 leave the same rest as 97, 98 and 02 but are never issued.
  return /^SD[0-9A-HJKMNP-TV-Z]{12}\d{2}$/.test(plain) && checkDigits(plain.slice(0, 14)) === plain.slice(14)
}
