import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** The project's own rules over a folder of their own: what is complained of, as `line:column` of what is named. */
const folder = mkdtempSync(join(tmpdir(), 'sada-lint-'))
const rules = ['logical-css.grit', 'logical-style.grit']
beforeAll(() => {
  for (const rule of rules) copyFileSync(join(import.meta.dirname, rule), join(folder, rule))
  writeFileSync(
    join(folder, 'biome.json'),
    JSON.stringify({ root: true, plugins: rules, linter: { rules: { preset: 'none' } } }),
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const complaints = (file: string, text: string): number => {
  writeFileSync(join(folder, file), text)
  const { stdout, stderr } = spawnSync(resolve('node_modules/.bin/biome'), ['lint', file], {
    cwd: folder,
    encoding: 'utf8',
  })
  const said = stdout + stderr
  // A rule that cannot be read is no rule.
  expect(said).not.toMatch(/syntax|parse|compil/i)
  return said.split(`${file}:1:`).length - 1
}
const css = (declaration: string) => complaints('a.css', `.a { ${declaration} }`)
const tsx = (code: string) => complaints('a.tsx', code)

describe('a side of the screen in CSS', () => {
  it.each([
    'margin-left: 1px',
    'padding-right: 1px',
    'scroll-margin-top: 1px',
    'border-left: 1px solid',
    'border-left-width: 1px',
    'border-top-left-radius: 2px',
    'text-align: left',
    'float: left',
    'clear: right',
    'left: 0',
    'inset: 0 1px 2px 3px',
    'padding: 0 1px 2px 3px',
    'width: 3px',
    'max-height: 3px',
  ])('%s is refused', (declaration) => {
    expect(css(declaration)).toBe(1)
  })

  it('is refused within @media as well', () => {
    expect(complaints('b.css', '@media (min-width: 30rem) { .b { right: 1px } }')).toBe(1)
  })

  it('logical properties pass, and what only sounds like a side', () => {
    const good = [
      'margin-inline-start: 1px',
      'padding: 1px 2px',
      'margin: 0 auto',
      'inset: 0',
      'inset-inline-start: 0',
      'text-align: start',
      'float: inline-start',
      'border-start-start-radius: 2px',
      'border-block-end: 1px solid',
      'border-width: 1px',
      'inline-size: 3px',
      'max-block-size: 3px',
      'line-height: 1',
      'stroke-width: 2',
      'overflow-x: auto',
      'background: url("left.png")',
      '--left: 1px',
    ]
    expect(css(good.join('; '))).toBe(0)
  })
})

describe('a side of the screen in code', () => {
  it.each([
    'const A = () => <p style={{ marginLeft: 1 }} />',
    "const A = () => <p style={{ color: 'red', textAlign: 'left' }} />",
    'const A = ({ width }) => <p style={wide ? { width } : { width: 3 }} />',
    'const A = () => <p style="color: red" />',
    'const f = (e) => { e.style.left = x }',
  ])('%s is refused', (code) => {
    expect(tsx(code)).toBe(1)
  })

  it.each([
    "const A = () => <p style={{ marginInlineStart: 1, textAlign: 'start', aspectRatio: 1 }} />",
    'const A = () => <img width={3} height={4} alt="left" />',
    'const o = { left: 1, width: 3 }; o.left = 2',
  ])('%s passes', (code) => {
    expect(tsx(code)).toBe(0)
  })
})
