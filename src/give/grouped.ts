/** An account number in groups of four, as banks print IBANs (ISO 13616) and as people read them aloud. */
export const grouped = (number: string): string => number.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ')

/** Isolates a foreign run of text (a number, a Latin reference) from the direction of the words around it (Unicode UAX 9). */
export const isolated = (text: string): string => `\u2068${text}\u2069`
