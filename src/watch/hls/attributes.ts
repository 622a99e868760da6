/** Attribute lists of HLS tags (RFC 8216 section 4.2): `NAME=value,NAME="quoted, value"`. */
export type Attributes = ReadonlyMap<string, string>

/** Attributes of a tag line, quotes taken off; what is not an attribute is passed over. */
export const parseAttributes = (line: string): Attributes => {
  const found = new Map<string, string>()
  const list = line.slice(line.indexOf(':') + 1)
  for (const [, name, quoted, plain] of list.matchAll(/([A-Z0-9-]+)=(?:"([^"]*)"|([^",]*))/g))
    if (name) found.set(name, quoted ?? plain ?? '')
  return found
}

/** A decimal attribute; `null` where absent or no number. */
export const numberOf = (attributes: Attributes, name: string): number | null => {
  const value = Number.parseFloat(attributes.get(name) ?? '')
  return Number.isFinite(value) ? value : null
}

/** Whether a multivariant playlist tells of pathways, or of who puts them in order (draft-pantos-hls-rfc8216bis sections 4.4.6.2 and 4.4.6.6). */
export const isSteered = (text: string): boolean => /PATHWAY-ID=|#EXT-X-CONTENT-STEERING:/.test(text)
