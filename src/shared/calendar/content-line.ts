import { utf8 } from '../bytes.ts'

/** A value of type TEXT as it is written (RFC 5545 section 3.3.11). Other control characters than a line's end are not allowed and are left out. */
export const escapeText = (text: string): string =>
  text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')

/** Longest line, octets, its end not counted (RFC 5545 section 3.1). */
const lineOctets = 75

/** A content line, broken where it is too long and never within a character, with its end. */
export const contentLine = (line: string): string => {
  let folded = ''
  let room = lineOctets
  for (const character of line) {
    const octets = utf8(character).length
    if (octets > room) {
      folded += '\r\n '
      room = lineOctets - 1 // The space counts.
    }
    folded += character
    room -= octets
  }
  return `${folded}\r\n`
}
