import { checkDigits, crockford, numericReference, referenceOf } from '../reference.ts'
import { westernDigits } from './statement.ts'

/** A reference as it is compared: `SD`, 12 characters and two digits, without spaces. */
export const plainReference = (id: string): string => referenceOf(id).replaceAll(' ', '')

/** The same in digits only, 21 of them. */
export const plainNumber = (id: string): string => numericReference(referenceOf(id)).replaceAll(' ', '')

/**
 * A text as references are looked for in it: capitals and digits only. Banks cut lines, drop spaces and put their own words and numbers
 * directly before and after.
 */
export const squeeze = (text: string): string =>
  westernDigits(text)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')

/** Letters that are no Crockford characters because they are misread, as what they are misread from (Crockford, "Base 32"). */
const misread: Record<string, string> = { O: '0', I: '1', L: '1' }
const unmisread = (text: string): string => text.replace(/[OIL]/g, (letter) => misread[letter] ?? letter)

const bodyForm = new RegExp(`^[${crockford}]{12}\\d{2}$`)

/**
 * The references in a text, of either form, whose check digits are right: in words' form as `SD…`, in digits as they are. Each once. A run of
 * digits that is something else passes for one once in 97 windows; whoever looks it up among donations finds nothing under it.
 */
export const referencesIn = (text: string): string[] => {
  const squeezed = squeeze(text)
  const found = new Set<string>()
  for (let at = squeezed.indexOf('SD'); at >= 0; at = squeezed.indexOf('SD', at + 1)) {
    const body = unmisread(squeezed.slice(at + 2, at + 16))
    if (bodyForm.test(body) && checkDigits(`SD${body.slice(0, 12)}`) === body.slice(12))
      found.add(`SD${body}`)
  }
  for (const [run] of squeezed.matchAll(/\d{21,}/g))
    for (let at = 0; at + 21 <= run.length; at++) {
      const digits = run.slice(at, at + 21)
      if (checkDigits(digits.slice(0, 19)) === digits.slice(19)) found.add(digits)
    }
  return [...found]
}

/**
 * What in a text was meant to be a reference in words' form: the 14 characters after each `SD` (or `5D`, `S0`, as it is misread), one more
 * and one less, for one that was lost or doubled. Check digits do not matter.
 */
export const attemptsIn = (text: string): string[] => {
  const squeezed = unmisread(squeeze(text))
  return [...squeezed.matchAll(/(?=[S5][D0]([0-9A-Z]{13,15}))/g)].map(([, body = '']) => body)
}

/**
 * Whether what was written is a body (12 characters and two digits) with one mistake: one character wrong, lost, added, or two neighbours
 * changed over. What follows the body in the text does not count.
 */
export const isNear = (written: string, body: string): boolean => {
  let at = 0
  while (at < body.length && written.charAt(at) === body.charAt(at)) at++
  if (at >= body.length - 1) return true
  const rest = body.slice(at + 1)
  return (
    written.startsWith(rest, at + 1) ||
    written.startsWith(rest, at) ||
    written.startsWith(body.slice(at), at + 1) ||
    (written.charAt(at) === body.charAt(at + 1) &&
      written.charAt(at + 1) === body.charAt(at) &&
      written.startsWith(body.slice(at + 2), at + 2))
  )
}
