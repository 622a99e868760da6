/** Isolates a run of text (a name, an amount, a Latin reference) from the direction of the words around it (Unicode UAX 9). */
export const isolated = (text: string): string => `\u2068${text}\u2069`

type Said = string | ((...args: never[]) => string) | { [key: string]: Said }

/** Hebrew, Arabic and what is written with their letters (Unicode blocks), or the marks and overrides that stand for them. */
const rightToLeft = /[\u0590-\u08ff\u200f\u202e\ufb1d-\ufefc]/

const inside = (said: Said): Said => {
  if (typeof said === 'string') return said
  if (typeof said === 'function')
    return (...args: never[]) => {
      const plain = said(...args)
      if (!rightToLeft.test(plain)) return plain
      return said(...(args.map((arg) => (typeof arg === 'string' ? isolated(arg) : arg)) as never[]))
    }
  return Object.fromEntries(Object.entries(said).map(([key, one]) => [key, inside(one)]))
}

/**
 * The same messages, with every text that is put into one isolated: in a line of Urdu `12 MB` would else stand as `MB 12`, and an Urdu name in
 * a line of English take the number behind it along. What is written from left to right all through needs none and stays as it is. Done to
 * all messages where they are loaded, so that no screen can forget it.
 */
export const isolating = <T extends object>(messages: T): T => inside(messages as Said) as T
