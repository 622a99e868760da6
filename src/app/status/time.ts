/** Time of day with seconds, in isolation from the words around it. @param at ms since the epoch */
export const timeOf = (at: number, locale: string): string =>
  `${new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(at)}`
