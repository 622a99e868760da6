import { lexer, type MarkedToken, type Token, type Tokens } from 'marked'
import { type ComponentChildren, createElement } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { headingAnchors } from '../shared/heading-anchor.ts'
import type { EditionReader } from '../shared/reader.ts'
import { useText } from '../ui/language.tsx'
import { FileImage } from './FileImage.tsx'
import { safeLink } from './safe-link.ts'

/** Levels of lists, quotes and emphasis. A text has a handful; thousands would end the phone's stack where they are drawn. */
const deepest = 40

type Render = (tokens: readonly Token[] | undefined) => ComponentChildren

/** marked leaves entities to the browser; we make no HTML, so the few that texts are written with are read here. */
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }
const plain = (text: string): string =>
  text
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(\w{2,4});/g, (whole, name: string) => entities[name] ?? whole)

const Cell = ({ cell, render }: { cell: Tokens.TableCell; render: Render }) =>
  createElement(
    cell.header ? 'th' : 'td',
    cell.align ? { class: `library-cell-${cell.align}` } : {},
    render(cell.tokens),
  )

const Table = ({ table, render }: { table: Tokens.Table; render: Render }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard (WCAG 2.1.1)
  <div class="library-table" tabIndex={0}>
    <table>
      <thead>
        <tr>
          {table.header.map((cell, column) => (
            <Cell key={column} cell={cell} render={render} />
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, line) => (
          <tr key={line}>
            {row.map((cell, column) => (
              <Cell key={column} cell={cell} render={render} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const Link = ({ href, children }: { href: string; children: ComponentChildren }) => {
  const t = useText().library
  const link = safeLink(href, location.origin)
  if (!link) return <span>{children}</span>
  return link.external ? (
    <a href={link.href} rel="noopener noreferrer" target="_blank">
      {children}{' '}
      <span role="img" aria-label={t.leads} title={t.leads}>
        ↗
      </span>
    </a>
  ) : (
    <a href={link.href}>{children}</a>
  )
}

/** What one token looks like. The page's own title is the `h1`, so that texts begin with `h2`. */
const renderToken = (
  token: MarkedToken,
  render: Render,
  reader: EditionReader,
  anchorOf: (heading: string) => string,
): ComponentChildren => {
  switch (token.type) {
    case 'heading':
      return createElement(`h${Math.max(2, token.depth)}`, { id: anchorOf(token.text) }, render(token.tokens))
    case 'paragraph':
      return <p>{render(token.tokens)}</p>
    case 'blockquote':
      return <blockquote>{render(token.tokens)}</blockquote>
    case 'list': {
      const items = token.items.map((item, index) => <li key={index}>{render(item.tokens)}</li>)
      return token.ordered ? <ol start={token.start || 1}>{items}</ol> : <ul>{items}</ul>
    }
    case 'table':
      return <Table table={token} render={render} />
    case 'code':
      return (
        <pre>
          <code>{token.text}</code>
        </pre>
      )
    case 'hr':
      return <hr />
    case 'strong':
      return <strong>{render(token.tokens)}</strong>
    case 'em':
      return <em>{render(token.tokens)}</em>
    case 'del':
      return <del>{render(token.tokens)}</del>
    case 'codespan':
      return <code>{token.text}</code>
    case 'br':
      return <br />
    case 'link':
      return <Link href={token.href}>{render(token.tokens)}</Link>
    case 'image':
      return <FileImage reader={reader} path={token.href} alt={token.text} />
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ '
    case 'escape':
      return token.text
    case 'text':
      return token.tokens ? render(token.tokens) : plain(token.text)
    case 'html':
      return token.raw
    default:
      return null
  }
}

const read = new Map<string, Token[]>()

/** Taken apart, or left whole as one text where it is so nested that this runs out of room: signed is not the same as well meant. */
const apart = (text: string): Token[] => {
  try {
    return lexer(text)
  } catch {
    return [{ type: 'text', raw: text, text }]
  }
}

/** A text taken apart; kept, so that what was read ahead is drawn at once. As many as are remembered (`texts.ts`) or a little more. */
export const tokensOf = (text: string): Token[] => {
  const tokens = read.get(text) ?? apart(text)
  if (read.size > 200) read.clear()
  read.set(text, tokens)
  return tokens
}

/** A Markdown text (CommonMark and tables) as vnodes; no HTML string is ever made of it. */
export const Markdown = ({ text, reader }: { text: string; reader: EditionReader }) => {
  const tokens = tokensOf(text)
  const element = useRef<HTMLDivElement>(null)
  const anchorOf = headingAnchors()
  // Nested deeper, the source stands there as it is.
  const renderAt =
    (depth: number): Render =>
    (list) =>
      list?.map((token) =>
        depth > deepest
          ? token.raw
          : renderToken(token as MarkedToken, renderAt(depth + 1), reader, anchorOf),
      )
  useEffect(() => {
    // The words came after the page: the browser has looked for the heading in vain.
    const headings = [...(element.current?.querySelectorAll('[id]') ?? [])]
    headings.find(({ id }) => `#${encodeURIComponent(id)}` === location.hash)?.scrollIntoView()
  }, [])
  return (
    <div class="library-text" ref={element}>
      {renderAt(0)(tokens)}
    </div>
  )
}
