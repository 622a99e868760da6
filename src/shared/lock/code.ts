import type { Bytes } from '../bytes.ts'
import { crockford } from '../reference.ts'
import { checkCharacters, isChecked } from './check-characters.ts'

/** Bytes of a lock's key. */
export const keyLength = 16
/** 26 characters hold 130 bits, the last two of them zero; two more check the others. */
const dataLength = 26
export const codeLength = dataLength + 2

/** What came of something typed. */
export type Reading =
  | { key: Bytes }
  /** Characters or words are still missing. */
  | { fault: 'incomplete'; have: number; of: number }
  /** More than there can be. */
  | { fault: 'long'; have: number; of: number }
  /** The check characters, or the words' own checksum, do not fit. */
  | { fault: 'mistyped' }
  /** Not one of the words there are. */
  | { fault: 'word'; word: string }

const grouped = (characters: string): string => characters.replace(/(.{4})(?=.)/g, '$1-')

/** A key as a code: seven groups of four Crockford characters, the last two of them check characters. @throws TypeError */
export const codeOf = (key: Uint8Array): string => {
  if (key.length !== keyLength) throw new TypeError(`a key has ${keyLength} bytes`)
  let bits = 0n
  for (const byte of key) bits = (bits << 8n) | BigInt(byte)
  bits <<= 2n
  const values = Array.from({ length: dataLength }, (_, i) =>
    Number((bits >> BigInt(5 * (dataLength - 1 - i))) & 31n),
  )
  return grouped([...values, ...checkCharacters(values)].map((value) => crockford.charAt(value)).join(''))
}

/** Digits of Arabic and of Urdu keyboards, which stand where 0 to 9 do. */
const digit = (character: string): string => String((character.codePointAt(0) ?? 0) & 15)

/**
 * The characters of something typed, as they are meant: letters capital, O as 0, I and L as 1, every keyboard's digits, and nothing between
 * them. Other letters stay, so that they are seen to be wrong.
 */
export const plainCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[٠-٩۰-۹]/g, digit)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')

/** Reads a typed code. Case, spaces and hyphens do not matter. */
export const readCode = (typed: string): Reading => {
  const plain = plainCode(typed)
  if (plain.length !== codeLength)
    return { fault: plain.length < codeLength ? 'incomplete' : 'long', have: plain.length, of: codeLength }
  const values = [...plain].map((character) => crockford.indexOf(character))
  if (values.includes(-1) || !isChecked(values)) return { fault: 'mistyped' }
  let bits = 0n
  for (const value of values.slice(0, dataLength)) bits = (bits << 5n) | BigInt(value)
  // Right check characters over a key of 130 bits, which nobody was given.
  if ((bits & 3n) !== 0n) return { fault: 'mistyped' }
  bits >>= 2n
  const key = new Uint8Array(keyLength)
  for (let i = keyLength - 1; i >= 0; i--) {
    key[i] = Number(bits & 255n)
    bits >>= 8n
  }
  return { key }
}

/**
 * A code as it is being typed: in groups, with the caret where the person left it.
 * @param caret characters of `typed` before it
 */
export const regroup = (typed: string, caret: number): { text: string; caret: number } => {
  const before = plainCode(typed.slice(0, caret)).length
  // A caret behind a full group stands before the hyphen: deleting backwards takes a character, not only the hyphen.
  return { text: grouped(plainCode(typed)), caret: before + Math.floor(Math.max(0, before - 1) / 4) }
}
