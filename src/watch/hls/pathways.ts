import { folderOf, type Place } from '../../link/equal-addresses.ts'
import { type Attributes, parseAttributes } from './attributes.ts'

/** A playlist of the ladder as one pathway has it. */
export interface Item {
  uri: string
  /** STABLE-VARIANT-ID or STABLE-RENDITION-ID, by which a clone may tell its own address; `null` without one. */
  stable: string | null
  of: 'variant' | 'rendition'
}

/** Equal addresses of one ladder (draft-pantos-hls-rfc8216bis section 7): what has the same key in two of them is the same thing. */
export interface Pathway {
  id: string
  items: ReadonlyMap<string, Item>
}

/** The pathway of a variant that names none (section 4.4.6.2). */
const noPathway = '.'
const groupNames = ['AUDIO', 'SUBTITLES', 'VIDEO'] as const
/** What two variants of different pathways may differ in and still be the same. */
const own = new Set<string>([...groupNames, 'CLOSED-CAPTIONS', 'PATHWAY-ID'])

const idOf = (attributes: Attributes): string => attributes.get('PATHWAY-ID') ?? noPathway
const variantKey = (attributes: Attributes): string =>
  attributes.get('STABLE-VARIANT-ID') ??
  JSON.stringify([...attributes].filter(([name]) => !own.has(name)).sort(([a], [b]) => (a < b ? -1 : 1)))
const renditionKey = (attributes: Attributes): string =>
  attributes.get('STABLE-RENDITION-ID') ??
  JSON.stringify(
    ['NAME', 'LANGUAGE', 'CHANNELS', 'CHARACTERISTICS'].map((name) => attributes.get(name) ?? ''),
  )

const linesOf = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim())
const isVariant = (line: string): boolean => line.startsWith('#EXT-X-STREAM-INF:')
const isAddress = (line: string): boolean => line !== '' && !line.startsWith('#')

const absolute = (uri: string, base: string): string | null =>
  URL.canParse(uri, base) ? new URL(uri, base).href : null

/** The pathways of a multivariant playlist, in the order in which it names them. */
export const readPathways = (text: string, base: string): Pathway[] => {
  const lines = linesOf(text)
  const media = lines.filter((line) => line.startsWith('#EXT-X-MEDIA:')).map(parseAttributes)
  const found = new Map<string, Map<string, Item>>()
  lines.forEach((line, at) => {
    if (!isVariant(line)) return
    const attributes = parseAttributes(line)
    const uri = absolute(lines.slice(at + 1).find(isAddress) ?? '', base)
    if (uri === null) return
    const items = found.get(idOf(attributes)) ?? new Map<string, Item>()
    found.set(idOf(attributes), items)
    // Variants that nothing tells apart are told apart by their order.
    let key = variantKey(attributes)
    while (items.has(key)) key += '+'
    items.set(key, { uri, stable: attributes.get('STABLE-VARIANT-ID') ?? null, of: 'variant' })
    for (const type of groupNames)
      for (const one of media) {
        if (one.get('TYPE') !== type || one.get('GROUP-ID') !== attributes.get(type)) continue
        const at = one.has('URI') ? absolute(one.get('URI') ?? '', base) : null
        const stable = one.get('STABLE-RENDITION-ID') ?? null
        // Groups have names of their own in each pathway: a rendition is known by the variant it goes with.
        if (at !== null)
          items.set(`${key} ${type} ${renditionKey(one)}`, { uri: at, stable, of: 'rendition' })
      }
  })
  return [...found].map(([id, items]) => ({ id, items }))
}

/** The playlist without the other pathways' variants, and without renditions that only those use. */
export const onlyPathway = (text: string, id: string): string => {
  const lines = linesOf(text)
  const groups = new Set<string>()
  let drop = false
  const variants = lines.filter((line) => {
    if (isVariant(line)) {
      const attributes = parseAttributes(line)
      drop = idOf(attributes) !== id
      if (!drop) for (const type of groupNames) groups.add(`${type} ${attributes.get(type)}`)
      return !drop
    }
    // Whatever stands between a variant and its address goes with it.
    const stays = !drop
    if (isAddress(line)) drop = false
    return stays
  })
  return variants
    .filter((line) => {
      if (!line.startsWith('#EXT-X-MEDIA:')) return true
      const attributes = parseAttributes(line)
      const type = attributes.get('TYPE') ?? ''
      return !groupNames.some((name) => name === type) || groups.has(`${type} ${attributes.get('GROUP-ID')}`)
    })
    .join('\n')
}

const commonStart = (uris: readonly string[]): string => {
  const [first = ''] = uris
  let length = first.length
  for (const uri of uris) while (!uri.startsWith(first.slice(0, length))) length--
  return first.slice(0, length)
}
/** The deepest folder all of them lie in, on one origin; `null` without one. */
const rootOf = (uris: readonly string[]): string | null => {
  const root = commonStart(uris)
  return root.split('/').length > 3 ? root.slice(0, root.lastIndexOf('/') + 1) : null
}

/** Which of several files lie in one folder: where two pathways differ in it, a folder of the one is not a folder of the other. */
const groupingOf = (uris: readonly string[]): string => {
  const folders = uris.map(folderOf)
  return folders.map((folder) => folders.indexOf(folder)).join(' ')
}

/**
 * The pathways as places of equal files, each list of addresses once. Those that lack something the first of them has, or are laid out so that folders cannot be told from each
 * other, are no equals and left out. A playlist is found by its whole address, which may hold a token; what it lists by its folder or, where all
 * pathways are laid out alike, by the folder that all is in.
 */
export const placesOf = (pathways: readonly Pathway[]): Place[] => {
  const keys = [...(pathways[0]?.items.keys() ?? [])]
  const lists = new Set<string>()
  const whole = pathways.flatMap(({ id, items }) => {
    const uris = keys.map((key) => items.get(key)?.uri)
    const list = uris.join(' ')
    if (lists.has(list) || !uris.every((uri) => uri !== undefined)) return []
    lists.add(list)
    return [{ id, uris, grouping: groupingOf(uris) }]
  })
  const equal = whole.filter(({ grouping }) => grouping === whole[0]?.grouping)
  const laidOut = equal.map(({ uris }) => {
    const root = rootOf(uris)
    return {
      root,
      shape: root === null ? null : uris.map((uri) => folderOf(uri).slice(root.length)).join(' '),
    }
  })
  const alike = laidOut.every(({ shape }) => shape !== null && shape === laidOut[0]?.shape)
  return equal.map(({ id, uris }, at) => ({
    host: new URL(uris[0] ?? '').host,
    pathway: id,
    bases: [...uris, ...uris.map(folderOf), ...(alike ? [laidOut[at]?.root ?? ''] : [])],
  }))
}
