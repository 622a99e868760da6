/** An account number in groups of four, as banks print IBANs (ISO 13616) and as people read them aloud. */
export const grouped = (number: string): string => number.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ')
