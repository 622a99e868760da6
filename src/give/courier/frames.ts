import { sha256, utf8 } from '../../shared/bytes.ts'

/*
 * A text too long for one code goes as several, shown in turn: sada-part:<number from 1>:<of how many>:<check>:<piece>. The check (8
 * hexadecimal digits of the whole text's SHA-256) names the set, so that parts of two texts never mix. Lost parts come round again.
 */

/** Bytes of a QR code of version 25 at correction level L are 1,273 (ISO/IEC 18004, table 7): the most that a small screen shows sharply. */
export const largeCode = 1250
/** The same of version 15, which any camera reads: 520. */
export const smallCode = 500

/** Of `sada-part:NN:NN:CCCCCCCC:`. */
const headLength = 26
const mostParts = 99
/** Sets that are being collected at once: more than one by mistake only. */
const mostSets = 4

const checkOf = async (text: string): Promise<string> => (await sha256(utf8(text))).slice(0, 8)

/** The text itself where it fits a code of `size` bytes, else its parts. @param text ASCII */
export const framesOf = async (text: string, size: number): Promise<string[]> => {
  if (text.length <= size) return [text]
  const piece = size - headLength
  const count = Math.ceil(text.length / piece)
  if (count > mostParts) throw new RangeError('too long for codes')
  const check = await checkOf(text)
  return Array.from(
    { length: count },
    (_, at) => `sada-part:${at + 1}:${count}:${check}:${text.slice(at * piece, (at + 1) * piece)}`,
  )
}

/** What one read code brought: the whole text, or how many of its parts are here now. */
export type Joined = { kind: 'whole'; text: string } | { kind: 'parts'; have: number; of: number }

const frame = /^sada-part:(\d{1,2}):(\d{1,2}):([0-9a-f]{8}):([\x21-\x7e]{1,3000})$/

/** Puts parts together in whatever order and however often they come. Anything else passes through whole. */
export const createJoiner = (): ((read: string) => Promise<Joined>) => {
  const sets = new Map<string, Map<number, string>>()
  return async (read) => {
    const [, number, count, check, piece] = frame.exec(read) ?? []
    const [at, of] = [Number(number), Number(count)]
    if (!check || !piece || at < 1 || at > of) return { kind: 'whole', text: read }
    const name = `${of}:${check}`
    const parts = sets.get(name) ?? new Map<number, string>()
    parts.set(at, piece)
    sets.delete(name)
    sets.set(name, parts)
    for (const oldest of sets.keys()) if (sets.size > mostSets) sets.delete(oldest)
    if (parts.size < of) return { kind: 'parts', have: parts.size, of }
    sets.delete(name)
    const text = Array.from({ length: of }, (_, index) => parts.get(index + 1)).join('')
    // A forged part among them: begin anew, since nobody can say which.
    return (await checkOf(text)) === check ? { kind: 'whole', text } : { kind: 'parts', have: 0, of }
  }
}
