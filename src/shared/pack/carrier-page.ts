import { type Bytes, concat, utf8 } from '../bytes.ts'
import type { Content, Item } from '../content.ts'
import type { Giving } from '../giving.ts'
import { direction, type Language } from '../language.ts'
import type { Manifest, ManifestFile } from '../manifest.ts'
import { carrierWords } from './carrier-words.ts'
import { escapeHtml } from './escape-html.ts'
import { hideAccounts } from './hide-accounts.ts'
import { markdownHtml } from './markdown-html.ts'

export interface CarrierEdition {
  manifest: Pick<Manifest, 'edition' | 'issued' | 'locks'>
  /** As it is signed: nothing that was opened on this phone may stand on the page. */
  content: Pick<Content, 'organisation' | 'event' | 'items'>
  giving: Pick<Giving, 'methods'> | null
  /** Files that go into the pack (`chooseFiles`); what is not among them is not on the page either. */
  files: readonly ManifestFile[]
  languages: readonly Language[]
  /** The Markdown of every text among `files`, by path. */
  texts: ReadonlyMap<string, string>
}

/** A page in pieces: HTML, and pictures to be filled in as `data:` addresses. */
export type PagePiece = string | ManifestFile

/** Pictures on the page cost a third more than in the ZIP, and are in both: beyond this the page goes without, bytes. */
const pictureBudget = 4 * 1024 * 1024

/** Nothing on the page may load or run anything, whatever a text holds. */
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

const style =
  'body{max-width:38rem;margin:0 auto;padding:1rem;font:1.0625rem/1.6 system-ui,sans-serif;color:#1d2429;background:#f7f4ee}' +
  '[lang=ur]{font-family:"Noto Nastaliq Urdu","Jameel Noori Nastaleeq",system-ui,sans-serif;line-height:2.1}' +
  '.w{padding:.75rem 1rem;border-inline-start:4px solid #b4521b;background:#fbe9dc}' +
  'img{max-width:100%;height:auto}figure{margin:1rem 0}figcaption,.s{color:#56606a}pre,table{overflow-x:auto;max-width:100%}' +
  'section{margin-block:3rem}plaintext{display:none}'

const dated = (issued: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'ur' ? 'ur-PK-u-nu-latn' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(Date.parse(issued))

/** The pieces of one item in one language. */
const itemPieces = (
  item: Item,
  language: Language,
  edition: CarrierEdition,
  chosen: ReadonlyMap<string, ManifestFile>,
  inline: (path: string) => PagePiece | null,
): PagePiece[] => {
  const { texts, giving } = edition
  const words = carrierWords[language]
  const hide = (text: string) => hideAccounts(text, giving, words.hidden)
  const pieces: PagePiece[] = []
  const media = item.audio ?? item.video
  if (media && chosen.has(media.path)) pieces.push(`<p class="s">${words.listen}</p>`)
  const path = item.text?.[language]
  const text = path !== undefined && chosen.has(path) ? texts.get(path) : undefined
  if (text !== undefined) pieces.push(markdownHtml(hide(text)))
  if (item.lock && chosen.has(item.lock.item)) pieces.push(`<p class="s">${words.sealed}</p>`)
  for (const { image, caption, alt } of item.slides ?? []) {
    const variant = image.variants.find(({ path }) => chosen.has(path))
    if (!variant) continue
    const shown = inline(variant.path)
    const said = escapeHtml(hide(alt[language]))
    pieces.push('<figure>')
    if (shown)
      pieces.push(`<img alt="${said}" width="${variant.width}" height="${variant.height}" src="`, shown, '">')
    else pieces.push(`<p class="s">${said}</p>`)
    pieces.push(`<figcaption>${escapeHtml(hide(caption[language]))}</figcaption></figure>`)
  }
  if (pieces.length === 0) return []
  const summary = item.summary ? `<p class="s">${escapeHtml(hide(item.summary[language]))}</p>` : ''
  const speaker = item.speaker ? `<p class="s">${escapeHtml(hide(item.speaker[language]))}</p>` : ''
  return [
    `<article><h2>${escapeHtml(hide(item.title[language]))}</h2>${speaker}${summary}`,
    ...pieces,
    '</article>',
  ]
}

/**
 * The page a pack begins with: what is in it to read, in its languages, for whoever has a browser and nothing else. Needs no JavaScript and
 * loads nothing. It holds no account number. Its last element (`plaintext`, HTML Standard 13.2.5.5) has no end tag: whatever bytes follow, a
 * browser takes them as hidden text.
 */
export const carrierPage = (edition: CarrierEdition): PagePiece[] => {
  const { manifest, content, files, languages } = edition
  const chosen = new Map(files.map((file) => [file.path, file]))
  let left = pictureBudget
  const affordable = new Set<string>()
  for (const { path, group, bytes } of files)
    if (group === 'image' && bytes <= left) {
      affordable.add(path)
      left -= bytes
    }
  const locked = new Set(manifest.locks?.map(({ id }) => id))
  const first = languages[0] ?? 'en'
  const title = `${content.organisation.name[first]}: ${carrierWords[first].edition(manifest.edition, dated(manifest.issued, first))}`
  const pieces: PagePiece[] = [
    `<!doctype html>\n<html lang="${first}" dir="${direction(first)}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escapeHtml(title)}</title><style>${style}</style></head><body>`,
  ]
  if (languages.length > 1)
    pieces.push(
      `<p>${languages.map((language) => `<a href="#${language}">${carrierWords[language].language}</a>`).join(' · ')}</p>`,
    )
  const pictured = new Set<string>()
  for (const language of languages) {
    const words = carrierWords[language]
    // A picture stands on the page once, with the first language's words; its bytes are what costs.
    const inline = (path: string): PagePiece | null => {
      const file = chosen.get(path)
      if (!file || !affordable.has(path) || pictured.has(path)) return null
      pictured.add(path)
      return file
    }
    pieces.push(
      `<section id="${language}" lang="${language}" dir="${direction(language)}">`,
      `<h1>${escapeHtml(content.event.title[language])}</h1><p>${escapeHtml(content.organisation.name[language])}<br>`,
      `${escapeHtml(words.edition(manifest.edition, dated(manifest.issued, language)))}</p>`,
      `<p class="s">${escapeHtml(content.organisation.notice[language])}</p>`,
      `<div class="w"><p><strong>${words.warning}</strong> ${words.warningMore}</p><p>${words.how}</p></div>`,
    )
    // A locked item stands there as it was published, or, opened by mistake, not at all.
    for (const item of content.items)
      if (item.lock || !locked.has(item.id))
        pieces.push(...itemPieces(item, language, edition, chosen, inline))
    pieces.push('</section>')
  }
  pieces.push('<plaintext hidden aria-hidden="true">\n')
  return pieces
}

const addressPrefix = ({ type }: ManifestFile): string => `data:${type};base64,`

/** Exact size of a page, bytes, without reading its pictures. */
export const pageSize = (pieces: readonly PagePiece[]): number =>
  pieces.reduce(
    (sum, piece) =>
      sum +
      (typeof piece === 'string'
        ? utf8(piece).length
        : addressPrefix(piece).length + 4 * Math.ceil(piece.bytes / 3)),
    0,
  )

const base64 = (bytes: Uint8Array): string => {
  let binary = ''
  for (let i = 0; i < bytes.length; i += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(binary)
}

/** A page's bytes, with its pictures read by `read`. */
export const pageBytes = async (
  pieces: readonly PagePiece[],
  read: (file: ManifestFile) => Promise<Uint8Array>,
): Promise<Bytes> => {
  const parts: Bytes[] = []
  for (const piece of pieces)
    parts.push(utf8(typeof piece === 'string' ? piece : addressPrefix(piece) + base64(await read(piece))))
  return concat(...parts)
}
