/** The four places, in the order of the bar; also the first part of their paths. */
export const places = ['watch', 'read', 'give', 'packs'] as const

/** The places of the bar, and the page about this phone, which the foot of every page leads to. */
export type PlaceName = (typeof places)[number] | 'phone'

const names: readonly string[] = [...places, 'phone']

/** The place a path belongs to; `null`: there is no such page. Only Read has pages below its own. */
export const placeOf = (path: string): PlaceName | null => {
  const [name = '', ...rest] = path.split('/').slice(1)
  const place = name || 'watch'
  return names.includes(place) && (rest.length === 0 || place === 'read') ? (place as PlaceName) : null
}
