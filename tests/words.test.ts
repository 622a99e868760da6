import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import * as en from '../src/ui/languages/en.ts'
import * as ur from '../src/ui/languages/ur.ts'
import { differences } from './words/shape.ts'
import { unusedKeys } from './words/unused.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-words-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const files = {
  'tsconfig.json': JSON.stringify({
    extends: resolve('tsconfig.base.json'),
    compilerOptions: { lib: ['ES2022'] },
    include: ['*.ts'],
  }),
  'en.ts': `
    const problems = { offline: 'a', server: 'b' } satisfies Record<string, string>
    export const places = {
      title: 'c', unused: 'd', size: (n: number) => String(n),
      states: { waiting: 'e', gone: 'f', lost: 'g' }, whole: { name: 'h', hint: 'i' }, deep: { one: { two: 'j' } }, problems,
    }`,
  // As the app does it: a shape made of English, and messages that arrive by a hook.
  'shape.ts': `
    type Shape<T> = T extends string ? string : T extends (...args: infer A) => string ? (...args: A) => string : { [K in keyof T]: Shape<T[K]> }
    export type Messages = Shape<typeof import('./en.ts').places>
    export declare const useText: () => Messages`,
  'screen.ts': `
    import { useText } from './shape.ts'
    const t = useText()
    const { size } = t
    const other = { unused: 1, title: 2 }
    export const state = (now: 'waiting' | 'gone') => t.states[now]
    export const say = [t.title, size(2), other.unused, { ...t.whole }, t.problems.server]`,
}
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))

describe('messages', () => {
  it('that no code asks for are found, whatever else bears their names', () => {
    expect(unusedKeys(join(folder, 'tsconfig.json'), join(folder, 'en.ts'), () => false).sort()).toEqual([
      'places.deep.one.two',
      'places.states.lost',
      'places.unused',
      'problems.offline',
    ])
  })

  it('that a language lacks, or has for itself, are named', () => {
    expect(differences(en, ur)).toEqual([])
    expect(differences({ a: { b: '', c: '' }, d: '' }, { a: { b: '', e: '' } })).toEqual([
      'missing: a.c',
      'missing: d',
      'not in English: a.e',
    ])
  })
})
