import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'

/** What each room may import from, besides itself (ARCHITECTURE.md, "Rooms"). */
const mayImport: Record<string, readonly string[]> = {
  'src/app': ['src/watch', 'src/library', 'src/give', 'src/packs', 'src/ui', 'src/link', 'src/shared'],
  'src/watch': ['src/ui', 'src/link', 'src/shared'],
  'src/library': ['src/ui', 'src/link', 'src/shared'],
  'src/give': ['src/ui', 'src/link', 'src/shared'],
  'src/packs': ['src/ui', 'src/link', 'src/shared'],
  'src/ui': ['src/shared'],
  'src/link': ['src/shared'],
  'src/shared': [],
  'src/treasurer': ['src/ui', 'src/shared'],
  'src/gateway': ['src/shared'],
  'src/organiser': ['src/gateway', 'src/shared'],
  sw: ['src/give', 'src/library', 'src/link', 'src/shared'],
}

const roomOf = (file: string): string => {
  const [first = '', second = ''] = file.split('/')
  return first === 'src' ? `src/${second}` : first
}

const sources = ['src', 'sw'].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(top, name.split('\\').join('/')))
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !name.includes('/testing/')),
)

const importsOf = (file: string): string[] => {
  const text = readFileSync(join(file), 'utf8')
  const found = [...text.matchAll(/(?:from|import\(|import)\s*'(\.[^']+)'/g)].map(([, path = '']) => path)
  return found.map((path) => posix.join(posix.dirname(file), path))
}

describe('imports run downward', () => {
  for (const [room, allowed] of Object.entries(mayImport))
    it(`${room} → ${allowed.join(', ') || 'nothing'}`, () => {
      const files = sources.filter((file) => roomOf(file) === room)
      expect(files).not.toEqual([])
      const wrong = files.flatMap((file) =>
        importsOf(file)
          .filter((target) => roomOf(target) !== room && !allowed.includes(roomOf(target)))
          .map((target) => `${file} → ${target}`),
      )
      expect(wrong).toEqual([])
    })

  it('every room has its line here', () => {
    const rooms = readdirSync('src', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `src/${name}`)
    expect(Object.keys(mayImport)).toEqual(expect.arrayContaining(rooms))
  })
})
