import type { Findings } from './findings.ts'
import type { ReadItem } from './read-item.ts'

/** Places of the app a text may lead to. */
const places = new Set(['/watch', '/read', '/give', '/packs'])
/** Stands for wherever the app is served. */
const origin = 'http://app.invalid'

/** What is wrong with a link in a text of `id`, as the app will follow it; `null` where it leads somewhere. */
const faultOf = (
  href: string,
  id: string,
  anchorsOf: (id: string) => ReadonlySet<string> | undefined,
): string | null => {
  let url: URL
  let anchor: string
  try {
    url = new URL(href, href.startsWith('#') ? `${origin}/read/${id}` : `${origin}/read/`)
    anchor = decodeURIComponent(url.hash.slice(1))
  } catch {
    return 'is no address'
  }
  const [, target] = /^\/read\/([^/]+)$/.exec(url.pathname) ?? []
  if (target === undefined) return places.has(url.pathname) ? null : 'no such place in the app'
  const anchors = anchorsOf(target)
  if (!anchors) return `there is no item ${target}`
  return anchor === '' || anchors.has(anchor) ? null : `there is no heading ${anchor} in ${target}`
}

/** Checks the links inside an edition: to its items (`schools`, `/read/schools`), their headings (`#the-evening-class`) and the app's places. */
export const checkLinks = (items: readonly ReadItem[], findings: Findings): void => {
  for (const { item, texts } of items)
    for (const { file, language, links } of texts) {
      const anchorsOf = (id: string) => {
        const target = items.find((one) => one.item.id === id)
        return (
          target && (target.texts.find((text) => text.language === language)?.anchors ?? new Set<string>())
        )
      }
      for (const { line, href } of links) {
        const fault = faultOf(href, item.id, anchorsOf)
        if (fault) findings.add({ file, line, message: `broken link, ${fault}: ${href}` })
      }
    }
}
