/** Pseudo-languages: English made strange, so that what is not translated, what has no room and what has the wrong direction is seen. */

type Said = string | ((...args: never[]) => string) | { [key: string]: Said }
type Strange = (text: string) => string

const plain = 'AEIOUYaeiouyBCDGHJKLNRSTWZbcdghjklnrstwz'
const accented = 'ÁÉÍÓÚÝáéíóúýƁĆĎĜĤĴĶĹŃŔŚŤŴŹƀćďĝĥĵķĺńŕśťŵź'

/** Accents on letters, and every vowel twice: words get about 40 % longer, as many languages are beside English. */
export const accents: Strange = (text) =>
  text.replace(/[a-z]/gi, (letter) => {
    const strange = accented[plain.indexOf(letter)] ?? letter
    return /[aeiouy]/i.test(letter) ? strange + strange : strange
  })

/** Every word overridden to run from right to left. */
export const backwards: Strange = (text) => text.replace(/[a-z]+/gi, '\u202e$&\u202c')

/** What stands for the text put into a message, which stays as it is; of the private use area. */
const markOf = (index: number): string => String.fromCharCode(0xe000 + index)

/** The same messages, each made strange and in brackets: text without them is not out of a catalogue. */
export const pseudo = <T extends object>(messages: T, strange: Strange): T => {
  const inside = (said: Said): Said => {
    if (typeof said === 'string') return `[${strange(said)}]`
    if (typeof said === 'function')
      return (...args: unknown[]) => {
        const marked = args.map((arg, index) => (typeof arg === 'string' ? markOf(index) : arg))
        const message = strange(said(...(marked as never[])))
        return `[${message.replace(/[\ue000-\ue0ff]/g, (mark) => String(args[mark.charCodeAt(0) - 0xe000]))}]`
      }
    return Object.fromEntries(Object.entries(said).map(([key, one]) => [key, inside(one)]))
  }
  return inside(messages as Said) as T
}
