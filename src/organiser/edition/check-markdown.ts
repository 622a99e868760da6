import { marked, type Token } from 'marked'
import { headingAnchors } from '../../shared/heading-anchor.ts'

export interface MarkdownFault {
  /** 1-based. */
  line: number
  message: string
}

/** A link to somewhere in this edition. */
export interface FoundLink {
  /** 1-based. */
  line: number
  href: string
}

export interface CheckedMarkdown {
  faults: MarkdownFault[]
  /** Links that lead to no other address; whether they lead anywhere is for `check-links.ts`. */
  links: FoundLink[]
  /** Anchors its headings make. */
  anchors: ReadonlySet<string>
}

const linkSchemes = /^(https|mailto|tel):/i
/** An address of its own, be it only of another host. */
const absolute = /^([a-z][a-z0-9+.-]*:|[/\\]{2})/i

/**
 * What a text of an edition may not hold: raw HTML (phones show it from a signed file, but signed is not the same as safe), pictures
 * (they belong into a slideshow, which has captions in every language) and links to anything but the web, mail, telephones and this edition.
 */
export const checkMarkdown = (text: string): CheckedMarkdown => {
  const faults: MarkdownFault[] = []
  const links: FoundLink[] = []
  const anchors = new Set<string>()
  const anchorOf = headingAnchors()
  let line = 1
  for (const block of marked.lexer(text)) {
    /** Line of a token: where its raw text stands inside its block. */
    const lineOf = (raw: string): number => {
      const before = block.raw.slice(0, Math.max(0, block.raw.indexOf(raw.trimEnd())))
      return line + before.split('\n').length - 1
    }
    marked.walkTokens([block], (token: Token) => {
      const complain = (message: string) => faults.push({ line: lineOf(token.raw), message })
      if (token.type === 'html') complain(`raw HTML is not allowed: ${token.raw.trim().slice(0, 40)}`)
      if (token.type === 'heading') {
        anchors.add(anchorOf(String(token['text'])))
        if (token['depth'] === 1)
          complain('the title is a field of the item; begin headings inside a text with ##')
      }
      if (token.type === 'image') complain(`pictures belong into a slideshow: ${token.raw}`)
      if (token.type === 'link') {
        const href = String(token['href'])
        if (!absolute.test(href)) links.push({ line: lineOf(token.raw), href })
        else if (!linkSchemes.test(href))
          complain(`broken link, only https:, mailto: and tel: lead out of an edition: ${href}`)
      }
    })
    line += block.raw.split('\n').length - 1
  }
  if (text.trim() === '') faults.push({ line: 1, message: 'this text is empty' })
  return { faults, links, anchors }
}
