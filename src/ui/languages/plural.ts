/** English has two forms: one, and all others (CLDR). */
export const plural = (n: number, one: string, other: string): string => (n === 1 ? one : other)
