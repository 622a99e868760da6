/** Where a link of a text may lead: the web, mail, a telephone, this app. */
const schemes = new Set(['https:', 'http:', 'mailto:', 'tel:'])

export interface SafeLink {
  href: string
  /** Leads out of this app. */
  external: boolean
}

/**
 * A link as a browser would follow it, or `null` where it must not be one (`javascript:`, `data:`, `blob:`, anything unknown).
 * @param origin of the page, e.g. `https://example.org`
 */
export const safeLink = (href: string, origin: string): SafeLink | null => {
  // A heading of the same text.
  if (href.startsWith('#')) return { href, external: false }
  let url: URL
  try {
    url = new URL(href, `${origin}/read/`)
  } catch {
    return null
  }
  if (!schemes.has(url.protocol)) return null
  return url.origin === origin
    ? { href: url.pathname + url.search + url.hash, external: false }
    : { href: url.href, external: true }
}
