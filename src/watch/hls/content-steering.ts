import * as v from 'valibot'
import { parseAttributes } from './attributes.ts'
import type { Item, Pathway } from './pathways.ts'

/**
 * HLS Content Steering (draft-pantos-hls-rfc8216bis sections 4.4.6.6 and 7, draft-pantos-content-steering): a server tells in which order to use
 * the pathways of a ladder. Functions over values; `steering-server.ts` asks.
 */

export interface SteeringTag {
  server: string
  /** The pathway to use until the server has been heard; `null` where it does not say. */
  pathway: string | null
}

export interface Clone {
  base: string
  id: string
  host: string | null
  params: Readonly<Record<string, string>>
  variants: Readonly<Record<string, string>>
  renditions: Readonly<Record<string, string>>
}

export interface SteeringManifest {
  /** Seconds until it is to be asked for again. */
  ttl: number
  /** Where, whole; `null`: where it came from. */
  reload: string | null
  /** Best first. */
  priority: readonly string[]
  clones: readonly Clone[]
}

/** What a playlist says of steering; `null` where it says nothing that can be followed. */
export const readSteeringTag = (text: string, base: string): SteeringTag | null => {
  const line = text.split(/\r?\n/).find((one) => one.startsWith('#EXT-X-CONTENT-STEERING:'))
  const attributes = line === undefined ? null : parseAttributes(line)
  const uri = attributes?.get('SERVER-URI')
  if (!attributes || !uri || !URL.canParse(uri, base)) return null
  return { server: new URL(uri, base).href, pathway: attributes.get('PATHWAY-ID') ?? null }
}

/** Seconds where the manifest does not say, and bounds that neither drain a phone nor forget it for ever. */
export const usualTtl = 300
export const ttlBounds = { least: 5, most: 86_400 }
/** Longer than this nobody steers: a server that lies must not fill a phone. */
const mostPathways = 50
const mostAddresses = 500

/** Section 7.1: letters, digits, `.`, `-`, `_`. */
const IdSchema = v.pipe(v.string(), v.regex(/^[\w.-]{1,200}$/))
const TextSchema = v.pipe(v.string(), v.maxLength(4000))
const AddressesSchema = v.optional(v.pipe(v.record(TextSchema, TextSchema), v.maxEntries(mostAddresses)), {})
const CloneSchema = v.object({
  'BASE-ID': IdSchema,
  ID: IdSchema,
  'URI-REPLACEMENT': v.object({
    HOST: v.optional(v.pipe(TextSchema, v.minLength(1))),
    PARAMS: AddressesSchema,
    'PER-VARIANT-URIS': AddressesSchema,
    'PER-RENDITION-URIS': AddressesSchema,
  }),
})
const ManifestSchema = v.object({
  VERSION: v.literal(1),
  TTL: v.optional(v.pipe(v.number(), v.minValue(0)), usualTtl),
  'RELOAD-URI': v.optional(TextSchema),
  'PATHWAY-PRIORITY': v.pipe(
    v.array(IdSchema),
    v.minLength(1),
    v.maxLength(mostPathways),
    v.check((ids) => new Set(ids).size === ids.length),
  ),
  'PATHWAY-CLONES': v.optional(v.pipe(v.array(CloneSchema), v.maxLength(mostPathways)), []),
})

/**
 * Reads a steering manifest; what the draft does not name in it is passed over.
 * @param from address it came from
 * @returns `null` where anything in it is not as it has to be: half an order is none
 */
export const parseSteeringManifest = (text: string, from: string): SteeringManifest | null => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  const { success, output } = v.safeParse(ManifestSchema, json)
  if (!success) return null
  const reload = output['RELOAD-URI']
  if (reload !== undefined && !URL.canParse(reload, from)) return null
  return {
    ttl: Math.min(ttlBounds.most, Math.max(ttlBounds.least, output.TTL)),
    reload: reload === undefined ? null : new URL(reload, from).href,
    priority: output['PATHWAY-PRIORITY'],
    clones: output['PATHWAY-CLONES'].map(({ ID: id, 'BASE-ID': base, 'URI-REPLACEMENT': replacement }) => ({
      ...{ id, base, host: replacement.HOST ?? null, params: replacement.PARAMS },
      ...{ variants: replacement['PER-VARIANT-URIS'], renditions: replacement['PER-RENDITION-URIS'] },
    })),
  }
}

/** The address of a playlist in a clone (section 7.3); `null` where none comes of it. */
const cloneUri = (item: Item, clone: Clone): string | null => {
  const told = item.of === 'variant' ? clone.variants : clone.renditions
  if (item.stable !== null && Object.hasOwn(told, item.stable)) {
    const uri = told[item.stable] ?? ''
    return URL.canParse(uri, item.uri) ? new URL(uri, item.uri).href : null
  }
  const url = new URL(item.uri)
  if (clone.host !== null) {
    url.hostname = clone.host
    // What is no name of a host is passed over by the setter.
    if (url.hostname !== clone.host.toLowerCase()) return null
  }
  for (const name of Object.keys(clone.params).sort()) url.searchParams.set(name, clone.params[name] ?? '')
  return url.href
}

/** The pathways with the clones of one manifest: each of one that is known by then. A clone that says nothing new, or nothing whole, is passed over. */
export const withClones = (pathways: readonly Pathway[], clones: readonly Clone[]): Pathway[] => {
  const all = [...pathways]
  for (const clone of clones) {
    const base = all.find(({ id }) => id === clone.base)
    if (!base || all.some(({ id }) => id === clone.id)) continue
    const items = new Map<string, Item>()
    for (const [key, item] of base.items) {
      const uri = cloneUri(item, clone)
      if (uri !== null) items.set(key, { ...item, uri })
    }
    if (items.size === base.items.size) all.push({ id: clone.id, items })
  }
  return all
}

/**
 * What the server is told of a link, bit/s: the nearest power of two in kbit/s. It is enough to steer by, and one phone looks like many.
 * @param kbps `null` before it is known
 */
export const roundThroughput = (kbps: number | null): number | null =>
  kbps === null || !(kbps >= 1) ? null : 2 ** Math.min(20, Math.round(Math.log2(kbps))) * 1000

/** The address with what the server wants to know (section 7.4, where the pathway stands in quotes). */
export const steeringRequest = (server: string, pathway: string | null, kbps: number | null): string => {
  const url = new URL(server)
  const throughput = roundThroughput(kbps)
  if (pathway !== null) url.searchParams.set('_HLS_pathway', `"${pathway}"`)
  if (throughput !== null) url.searchParams.set('_HLS_throughput', String(throughput))
  return url.href
}
