import { lexer, type MarkedToken, type Token, type Tokens } from 'marked'
import { escapeHtml } from './escape-html.ts'

/** Where a link on a page that nobody can check may lead. */
const linkSchemes = /^(https?:\/\/|mailto:|tel:)/i

/** Entities a text is written with; the text itself is escaped afterwards. */
const plainEntities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}
const plain = (text: string): string =>
  text.replace(/&(\w{2,4});/g, (whole, name: string) => plainEntities[name] ?? whole)

const inner = (tokens: readonly Token[] | undefined): string =>
  (tokens ?? []).map((token) => tokenHtml(token as MarkedToken)).join('')

const row = (cells: readonly Tokens.TableCell[], tag: 'th' | 'td'): string =>
  `<tr>${cells.map(({ tokens }) => `<${tag}>${inner(tokens)}</${tag}>`).join('')}</tr>`

/** What one token looks like. Titles are the page's own, so that texts begin with `h3`. */
const tokenHtml = (token: MarkedToken): string => {
  switch (token.type) {
    case 'heading': {
      const level = Math.min(6, Math.max(3, token.depth + 1))
      return `<h${level}>${inner(token.tokens)}</h${level}>`
    }
    case 'paragraph':
      return `<p>${inner(token.tokens)}</p>`
    case 'blockquote':
      return `<blockquote>${inner(token.tokens)}</blockquote>`
    case 'list': {
      const items = token.items.map((item) => `<li>${inner(item.tokens)}</li>`).join('')
      return token.ordered ? `<ol start="${Number(token.start) || 1}">${items}</ol>` : `<ul>${items}</ul>`
    }
    case 'table':
      return `<table>${row(token.header, 'th')}${token.rows.map((cells) => row(cells, 'td')).join('')}</table>`
    case 'code':
      return `<pre>${escapeHtml(token.text)}</pre>`
    case 'hr':
      return '<hr>'
    case 'strong':
      return `<strong>${inner(token.tokens)}</strong>`
    case 'em':
      return `<em>${inner(token.tokens)}</em>`
    case 'del':
      return `<del>${inner(token.tokens)}</del>`
    case 'codespan':
      return `<code>${escapeHtml(token.text)}</code>`
    case 'br':
      return '<br>'
    case 'link':
      return linkSchemes.test(token.href)
        ? `<a href="${escapeHtml(token.href)}" rel="noopener noreferrer">${inner(token.tokens)}</a>`
        : inner(token.tokens)
    case 'image':
      return escapeHtml(token.text)
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ '
    case 'escape':
      return escapeHtml(token.text)
    case 'text':
      return token.tokens ? inner(token.tokens) : escapeHtml(plain(token.text))
    case 'html':
      return escapeHtml(token.raw)
    default:
      return ''
  }
}

/** A Markdown text (CommonMark and tables) as HTML. Raw HTML in it is shown as the text it is: nothing in it can become an element. */
export const markdownHtml = (text: string): string => inner(lexer(text))
