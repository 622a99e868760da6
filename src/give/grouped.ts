/**
 * An account number in groups of four, as banks print IBANs (ISO 13616) and as people read them aloud; one with hyphens has the groups
 * its owner gave it.
 */
export const grouped = (number: string): string =>
  number.includes('-') ? number : number.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ')
