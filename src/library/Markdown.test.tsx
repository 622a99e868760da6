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

  it('makes no element that runs anything, whatever the text', () => {
    const piece = fc.constantFrom('<', '>', '[', ']', '(', ')', '!', '"', 'script', 'img', 'javascript:', ' onload=x', '\n', '`', '*', '# ', '|', '&lt;', 'a', '\\', '<svg/onload=x>') // biome-ignore format: a list
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { container } = show(<Markdown text={pieces.join('')} reader={reader} />)
        expect(container.querySelectorAll('script, iframe, object, embed, style, link').length).toBe(0)
        for (const element of container.querySelectorAll('.library-text *'))
          for (const { name, value } of element.attributes) {
            expect(name).not.toMatch(/^on/)
            if (name === 'href' || name === 'src') expect(value).toMatch(/^([/#]|https?:|mailto:|tel:|blob:)/)
          }
        cleanup()
      }),
      { numRuns: 200 },
    )
  })
})
