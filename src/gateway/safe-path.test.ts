import { resolve, sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safePath } from './safe-path.ts'

describe('safePath', () => {
  it.each(['index.html', 'assets/app-1a2b3c4d.js', 'a/b/c', 'صدا.txt'])('takes %s', (path) => {
    expect(safePath(path)).toBe(path)
  })
  it.each([
    '',
    '.',
    '..',
    '../x',
    'a/../b',
    'a//b',
    '/etc/passwd',
    'a/',
    '.env',
    'a/.git/config',
    'a\\..\\b',
    'c:x',
    'a\0b',
  ])('refuses %j', (path) => {
    expect(safePath(path)).toBeNull()
  })
  it('never leads out of the folder', () => {
    const piece = fc.oneof(fc.constantFrom('..', '.', '/', '\\', '%2e', '\0', 'a', '...', ':'), fc.string())
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const path = safePath(pieces.join(''))
        if (path !== null) expect(resolve('/root/folder', path).startsWith(`/root/folder${sep}`)).toBe(true)
      }),
    )
  })
})
