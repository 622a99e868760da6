/**
 * The same file under every mirror's address. A place is a mirror (or a pathway of one): a list of bases, the n-th of which holds what the n-th base of
 * every other place holds. Files have one name here, the address under one of the places, whoever is asked for them.
 */
export interface Place {
  /** Host and port, as people are told it. */
  host: string
  /** Pathway of content steering; `null` where there is none. */
  pathway: string | null
  bases: readonly string[]
}

/** The folder of an address: what relative references in it start from (RFC 3986 section 5.2.3). */
export const folderOf = (address: string): string => new URL('.', address).href

/** A place with one base: a mirror whose files lie below the address's folder. */
export const placeOf = (address: string): Place => ({
  host: new URL(address).host,
  pathway: null,
  bases: [folderOf(address)],
})

/** Which base of which place an address lies under; the longest counts. `null`: of no place, so it stays as it is. */
const find = (places: readonly Place[], address: string): { base: string; nth: number } | null => {
  let found: { base: string; nth: number } | null = null
  for (const { bases } of places)
    bases.forEach((base, nth) => {
      if (address.startsWith(base) && base.length > (found?.base.length ?? 0)) found = { base, nth }
    })
  return found
}

/** The address of the same file at `place`; the address itself where it belongs to no place, or the place has no such base. */
export const addressAt = (places: readonly Place[], address: string, place: number): string => {
  const found = find(places, address)
  const base = found && places[place]?.bases[found.nth]
  return found && base !== undefined ? base + address.slice(found.base.length) : address
}

/** Whether a place is known to have the file, so that what becomes of asking for it says something of that place. */
export const isPlaced = (places: readonly Place[], address: string): boolean => find(places, address) !== null
