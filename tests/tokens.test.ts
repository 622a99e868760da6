import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const tokens = 'src/ui/styles/tokens.css'
const styles = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => join('src', name))
  .filter((name) => name.endsWith('.css') && name !== tokens)

/** Every declaration outside of comments and of what opens a rule. */
const declarations = (file: string): [property: string, value: string][] =>
  [
    ...readFileSync(file, 'utf8')
      .replace(/\/\*.*?\*\//gs, '')
      .matchAll(/(?<=[{;]\s*)([a-z-]+):\s*([^;{}]+);/g),
  ].map(([, property = '', value = '']) => [property, value])

/** System colours are for forced colours, where nothing else is seen (CSS Color 4, section 6.2). */
const colour =
  /#[\da-f]{3,8}\b|\b(rgb|hsl|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\(|\b(white|black|red|green|blue|gray|grey)\b/i
/** A length of its own making; what is relative to the letters around it is none. */
const length = /(?<![\w-])-?\d*\.?\d+(px|rem)\b/

/** Scales: one of type, one of space, one of corners. Sizes of boxes and widths of lines are geometry and stand where they are used. */
const scaled = /^(font-size|(margin|padding)(-\w+)*|gap|row-gap|column-gap|border-radius)$/

const wrong = (judge: (property: string, value: string) => boolean): string[] =>
  styles.flatMap((file) =>
    declarations(file)
      .filter(([property, value]) => judge(property, value))
      .map(([property, value]) => `${file}: ${property}: ${value}`),
  )

describe('one file holds every colour, letter size and space', () => {
  it('is read', () => {
    expect(styles.length).toBeGreaterThan(5)
    expect(declarations('src/app/app.css')).toContainEqual(['padding', 'var(--space-4)'])
    expect(colour.test('light-dark(#fff, #000)') && length.test('0 -1.5rem') && !length.test('1.4em')).toBe(
      true,
    )
  })

  it('no other names a colour', () => {
    expect(wrong((_, value) => colour.test(value))).toEqual([])
  })

  it('no other makes a size of type, a space or a corner of its own', () => {
    expect(wrong((property, value) => scaled.test(property) && length.test(value))).toEqual([])
  })

  it('no other names a typeface', () => {
    expect(
      wrong(
        (property, value) => property === 'font-family' && !/^(var\(--face[\w-]*\)|inherit)$/.test(value),
      ),
    ).toEqual([])
  })

  it('every token is used, and every one that is used is there', () => {
    const made = new Set(
      [...readFileSync(tokens, 'utf8').matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name),
    )
    const sources = [...styles, tokens].map((file) => readFileSync(file, 'utf8')).join('\n')
    const used = new Set([...sources.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name))
    expect([...used].filter((name) => !made.has(name))).toEqual([])
    expect([...made].filter((name) => !used.has(name))).toEqual([])
  })
})
