// @vitest-environment jsdom
import { cleanup } from '@testing-library/preact'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { Markdown } from './Markdown.tsx'
import { show, testReader } from './test-reader.tsx'

afterEach(cleanup)
const reader = testReader()
const html = (text: string): string => {
  const { container } = show(<Markdown text={text} reader={reader} />)
  const inner = container.querySelector('.library-text')?.innerHTML ?? ''
  cleanup()
  return inner
}

/** Elements a text may become, and their attributes. */
const allowed: Record<string, readonly string[]> = {
  ...Object.fromEntries(['blockquote', 'ul', 'li', 'table', 'thead', 'tbody', 'tr', 'pre', 'code', 'hr', 'strong', 'em', 'del', 'br'].map((name) => [name, []])), // biome-ignore format: a list
  ...Object.fromEntries(['h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, ['id']])),
  p: ['class'],
  ol: ['start'],
  th: ['class'],
  td: ['class'],
  div: ['class', 'tabindex'],
  a: ['href', 'rel', 'target'],
  span: ['class', 'role', 'aria-label', 'title'],
  img: ['class', 'src', 'alt', 'width', 'height'],
}

/** What has got through elsewhere. */
const vectors = [
  '[x](javascript:alert(1))', '[x](JaVaScRiPt&colon;alert(1))', '[x](&#106;avascript:alert(1))', '[x](java\nscript:alert(1))', '[x](\u0001javascript:alert(1))',
  '<javascript:alert(1)>', '[x]: javascript:alert(1)\n\n[x]', '![x](javascript:alert(1))', '![x"onerror="alert(1)](y)', '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:x)', '[x](https://a"onclick=alert(1))', '[x](<https://a b> "t")', '<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '<svg><script>x</script></svg>',
  '<a href="javascript:x">x</a>', '<style>*{}</style>', '<iframe src=//evil.example>', '<math><mtext></mtext></math>', '```js"onload=x\nx\n```', '# <img src=x onerror=x>', '| <script> |\n|-|\n| <x onclick=x> |',
  'https://evil.example/<script>', '[x](//evil.example)', '[x](\\\\evil.example)', '[x](/\\evil.example)', '![far](https://evil.example/x.png)', '![far](//evil.example/x.png)', '[x](blob:https://sada.example/1)',
] // biome-ignore format: a list

describe('Markdown', () => {
  it('shows what chapters are written with', () => {
    expect(html('## Land\n\nFor **all** of *us*.')).toBe(
      '<h2 id="land">Land</h2><p>For <strong>all</strong> of <em>us</em>.</p>',
    )
    expect(html('> said\n\n---')).toBe('<blockquote><p>said</p></blockquote><hr>')
    expect(html('3. c\n4. d')).toBe('<ol start="3"><li>c</li><li>d</li></ol>')
    expect(html('- a\n- b')).toBe('<ul><li>a</li><li>b</li></ul>')
    expect(html('a\\*b `c&amp;d` e &amp; f')).toBe('<p>a*b <code>c&amp;amp;d</code> e &amp; f</p>')
    expect(html('one  \ntwo')).toBe('<p>one<br>two</p>')
  })

  it('shows tables', () => {
    const table = html('| a | b |\n|---|--:|\n| 1 | 2 |')
    expect(table).toContain('<th>a</th><th class="library-cell-right">b</th>')
    expect(table).toContain('<td>1</td><td class="library-cell-right">2</td>')
  })

  it('shows raw HTML as the text it is', () => {
    expect(html('<script>alert(1)</script>')).not.toContain('<script')
    expect(html('a <img src=x onerror=alert(1)> b')).toBe('<p>a &lt;img src=x onerror=alert(1)&gt; b</p>')
  })

  it('links to the web in a new page without a handle on ours, and to this app in place', () => {
    expect(html('[x](https://other.example/)')).toContain('rel="noopener noreferrer" target="_blank"')
    expect(html('[x](/read/work)')).toBe('<p><a href="/read/work">x</a></p>')
    expect(html('[x](javascript:alert(1))')).toBe('<p><span>x</span></p>')
  })

  it('gives headings anchors, and goes to the one a link named', () => {
    expect(html('## شام کی جماعت\n\n### Who?\n\n### Who?')).toBe(
      '<h2 id="شام-کی-جماعت">شام کی جماعت</h2><h3 id="who">Who?</h3><h3 id="who-2">Who?</h3>',
    )
    expect(html('[x](#who)')).toBe('<p><a href="#who">x</a></p>')
    const scrolled: string[] = []
    Element.prototype.scrollIntoView = function () {
      scrolled.push(this.id)
    }
    try {
      location.hash = '#شام'
      html('## Who?\n\n## شام')
      location.hash = '#nowhere'
      html('## Who?')
      location.hash = '#%'
      html('## Who?')
    } finally {
      location.hash = ''
      Reflect.deleteProperty(Element.prototype, 'scrollIntoView')
    }
    expect(scrolled).toEqual(['شام'])
  })

  it('shows only pictures of the edition', async () => {
    expect(html('![far](https://other.example/x.png)')).not.toContain('src=')
    const { findByAltText } = show(<Markdown text="![near](items/tribute/1.webp)" reader={reader} />)
    expect((await findByAltText('near')).getAttribute('src')).toMatch(/^blob:/)
  })

  it('says of a link out that it is one, to eyes and ears', () => {
    const out = html('[x](https://other.example/)')
    expect(out).toContain(
      '<span role="img" aria-label="leads out of Sada" title="leads out of Sada">↗</span>',
    )
    for (const inside of ['[x](/give)', '[x](#y)', '[x](http://other.example/)'])
      expect(html(inside)).not.toContain('↗')
  })

  it('shows nesting without end as text, and does not break', () => {
    for (const deep of [
      '>'.repeat(20_000),
      '> '.repeat(2_000),
      '['.repeat(5_000),
      '*a '.repeat(3_000),
      Array.from({ length: 100 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n'),
    ]) {
      // biome-ignore format: a list
      const { container } = show(<Markdown text={`${deep}end`} reader={reader} />)
      expect(container.textContent).toContain('end')
      cleanup()
    }
  })

  it('makes only the elements that texts are made of, whatever the text', () => {
    const pieces = fc.constantFrom('<', '>', '[', ']', '(', ')', '!', '"', "'", 'script', 'img', 'javascript:', 'data:text/html,', '//evil.example', 'http://evil.example/', 'https://other.example/', '/read/x', ' onload=x', ' style=x', '\n', '\n\n', '  ', '`', '```\n', '*', '**', '_', '~~', '# ', '- ', '- [x] ', '1. ', '> ', '|', '|-|', '---', '&lt;', '&#106;', '&#x6a;', '&colon;', 'a', '\\', '<svg/onload=x>', '<a href=javascript:x>', '[a]: javascript:x\n', '![a](b)', '\u0000', '\u202e', 'ا') // biome-ignore format: a list
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.string({ maxLength: 80 }),
      fc.constantFrom(...vectors),
      fc
        .tuple(fc.constantFrom(...vectors), fc.array(pieces, { maxLength: 10 }))
        .map(([v, parts]) => parts.join('') + v),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const { container } = show(<Markdown text={text} reader={reader} />)
        for (const element of container.querySelectorAll('.library-text *')) {
          const attributes = allowed[element.localName]
          expect([element.localName, attributes]).not.toEqual([element.localName, undefined])
          for (const { name, value } of element.attributes) {
            expect(attributes).toContain(name)
            if (name === 'src') expect(value).toMatch(/^blob:/)
            if (name === 'href') expect(value).toMatch(/^(\/(?![/\\])|#|https:|mailto:|tel:)/)
            if (name === 'target') expect(element.getAttribute('rel')).toBe('noopener noreferrer')
          }
        }
        cleanup()
      }),
      { numRuns: 1000 },
    )
  })
})
