import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeLink } from './safe-link.ts'

const origin = 'https://sada.example'

describe('safeLink', () => {
  it('knows this app from the rest of the web', () => {
    expect(safeLink('/read/work', origin)).toEqual({ href: '/read/work', external: false })
    expect(safeLink('work', origin)).toEqual({ href: '/read/work', external: false })
    expect(safeLink('#heading', origin)).toEqual({ href: '#heading', external: false })
    expect(safeLink('https://other.example/x', origin)).toEqual({
      href: 'https://other.example/x',
      external: true,
    })
    expect(safeLink('//other.example', origin)?.external).toBe(true)
    expect(safeLink('\\\\other.example', origin)?.external).toBe(true)
    expect(safeLink('http://127.0.0.1:8081/give', 'http://127.0.0.1:8081')).toEqual({
      href: '/give',
      external: false,
    })
    expect(safeLink('mailto:a@b.example', origin)).toEqual({ href: 'mailto:a@b.example', external: true })
  })

  it.each(['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'java\nscript:x', 'data:text/html,x', 'blob:https://sada.example/1', 'vbscript:x', 'file:///etc', 'http://other.example/x', '//', 'http://['])(
    'is no link: %j',
    (href) => expect(safeLink(href, origin)).toBeNull(),
  ) // biome-ignore format: a table

  it('never lets anything through but web, mail and telephone', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((s) => `javascript:${s}`),
          fc.string().map((s) => `//${s}`),
        ),
        (href) => {
          const link = safeLink(href, origin)
          if (link) expect(new URL(link.href, origin).protocol).toMatch(/^(https|mailto|tel):$/)
        },
      ),
    )
  })
})
