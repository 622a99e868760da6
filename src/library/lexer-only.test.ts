import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { lexer as whole } from 'marked'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lexerOnly } from './lexer-only.ts'

const source = readFileSync(fileURLToPath(import.meta.resolve('marked')), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'sada-marked-'))
let cut: typeof whole
beforeAll(async () => {
  const file = join(folder, 'lexer.mjs')
  writeFileSync(file, lexerOnly(source))
  ;({ lexer: cut } = await import(/* @vite-ignore */ pathToFileURL(file).href))
})
afterAll(() => rmSync(folder, { recursive: true }))

it('is the lexer as it was, whatever the text', () => {
  const piece = fc.constantFrom('# ', '> ', '- ', '1. ', '\n', '\n\n', '    ', '```', '`', '*', '**', '_', '~~', '[', '](', ')', '![', '<b>', '</b>', '<!--', '| a | b |\n|---|--:|\n| 1 | 2 |', '[x]: /y', '\\', '&amp;', 'https://a.example', 'a@b.example', 'صدا', 'word ', '- [x] ', '---') // biome-ignore format: a list
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      expect(cut(text)).toEqual(whole(text))
    }),
    { numRuns: 1000 },
  )
})

it('is a quarter smaller, having no renderer', () => {
  expect(lexerOnly(source).length).toBeLessThan(source.length * 0.8)
  expect(lexerOnly(source)).not.toContain('blockquote>')
})

it.each([
  ['', 'nothing'],
  ['var a=class{};export{a as Lexer};', 'no renderer'],
  ['var b=class{};var a=class{};export{a as Lexer,b as Renderer};', 'the renderer first'],
])('refuses another layout: %s (%s)', (code) => expect(() => lexerOnly(code)).toThrow('laid out'))
