/** Marks of direction that come along when an address is copied from a right-to-left text. */
const marks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const eastern = /[\u0660-\u0669\u06f0-\u06f9]/g
/** What people put between the digits of a telephone number. */
const between = /[\s().\-/\u2010-\u2015]/g

/**
 * Whether a text can be written or called to: an e-mail address (something, `@`, a name with a dot), or a telephone number of 7 to 15
 * digits (E.164, section 6.2) as it is dialled abroad (`+92 300 1234567`, `0092…`) or at home (`0300-1234567`), in any digits. Kind on
 * purpose: an address that is refused is a donor lost, and only a message that arrives proves one right.
 */
export const isContact = (typed: string): boolean => {
  const text = typed.replace(marks, '').trim()
  if (text.includes('@')) return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/u.test(text)
  return /^\+?\d{7,15}$/.test(text.replace(eastern, '0').replace(between, '').replace(/^00/, '+'))
}
