/** Paths of all messages in a language's sections, in the order of the alphabet. */
const pathsOf = (said: object, before = ''): string[] =>
  Object.entries(said)
    .flatMap(([key, one]) => (typeof one === 'object' ? pathsOf(one, `${before}${key}.`) : [before + key]))
    .sort()

/** What a language lacks of English, and what it has that English has not: one line each. */
export const differences = (english: object, other: object): string[] => {
  const [wanted, found] = [pathsOf(english), pathsOf(other)]
  return [
    ...wanted.filter((path) => !found.includes(path)).map((path) => `missing: ${path}`),
    ...found.filter((path) => !wanted.includes(path)).map((path) => `not in English: ${path}`),
  ]
}
