import { marked, type Token } from 'marked'

export interface MarkdownFault {
  /** 1-based. */
  line: number
  message: string
}

const linkSchemes = /^(https|mailto|tel):/

/**
 * What a text of an edition may not hold: raw HTML (phones show it from a signed file, but signed is not the same as safe), pictures
 * (they belong into a slideshow, which has captions in every language) and links to anything but the web, mail and telephones.
 */
export const checkMarkdown = (text: string): MarkdownFault[] => {
  const faults: MarkdownFault[] = []
  let line = 1
  for (const block of marked.lexer(text)) {
    /** Line of a token: where its raw text stands inside its block. */
    const lineOf = (raw: string): number => {
      const before = block.raw.slice(0, Math.max(0, block.raw.indexOf(raw.trimEnd())))
      return line + before.split('\n').length - 1
    }
    marked.walkTokens([block], (token: Token) => {
      if (token.type === 'html')
        faults.push({
          line: lineOf(token.raw),
          message: `raw HTML is not allowed: ${token.raw.trim().slice(0, 40)}`,
        })
      if (token.type === 'heading' && token.depth === 1)
        faults.push({
          line: lineOf(token.raw),
          message: 'the title stands in item.yaml; begin headings inside a text with ##',
        })
      if (token.type === 'image')
        faults.push({ line: lineOf(token.raw), message: `pictures belong into a slideshow: ${token.raw}` })
      if (token.type === 'link' && !linkSchemes.test(String(token.href)))
        faults.push({
          line: lineOf(token.raw),
          message: `broken link, only https:, mailto: and tel: are: ${token.href}`,
        })
    })
    line += block.raw.split('\n').length - 1
  }
  if (text.trim() === '') faults.push({ line: 1, message: 'this text is empty' })
  return faults
}
