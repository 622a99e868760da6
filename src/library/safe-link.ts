/** Where a link of a text may lead out of this app: the web in private, mail, a telephone; what `organiser/edition/check-markdown.ts` lets in. */
const schemes = new Set(['https:', 'mailto:', 'tel:'])

export interface SafeLink {
  href: string
  /** Leads out of this app. */
  external: boolean
}

/**
 * A link as a browser would follow it, or `null` where it must not be one (`javascript:`, `data:`, `blob:`, `http:` to elsewhere, anything unknown).
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
  // A `blob:` address of this page has its origin too, and is no page of it.
  if (url.origin === origin && /^https?:$/.test(url.protocol))
    return { href: url.pathname + url.search + url.hash, external: false }
  return schemes.has(url.protocol) ? { href: url.href, external: true } : null
}
