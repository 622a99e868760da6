import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import type { Bytes } from '../bytes.ts'
import type { Reading } from './code.ts'

/** 128 bits and four of checksum, eleven a word (BIP-39). */
export const wordCount = 12

/** A key as twelve English words, to be read aloud. */
export const wordsOf = (key: Uint8Array): string => entropyToMnemonic(key as Bytes, wordlist)

/** The word that is meant: no two begin with the same four letters (BIP-39), so four will do. */
const meant = (typed: string): string | undefined =>
  wordlist.includes(typed) || typed.length < 4
    ? wordlist.find((word) => word === typed)
    : wordlist.find((word) => word.startsWith(typed))

/** Reads typed words. Case and what stands between them do not matter; the first four letters of a word are enough. */
export const readWords = (typed: string): Reading => {
  const given =
    typed
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  const words = given.map(meant)
  const wrong = words.indexOf(undefined)
  const unknown = given[wrong]
  if (unknown !== undefined) {
    // The last one may still be being typed.
    const typing = wrong === given.length - 1 && wordlist.some((word) => word.startsWith(unknown))
    return typing && wrong < wordCount
      ? { fault: 'incomplete', have: wrong, of: wordCount }
      : { fault: 'word', word: unknown }
  }
  if (words.length !== wordCount)
    return { fault: words.length < wordCount ? 'incomplete' : 'long', have: words.length, of: wordCount }
  try {
    return { key: new Uint8Array(mnemonicToEntropy(words.join(' '), wordlist)) }
  } catch {
    return { fault: 'mistyped' }
  }
}
