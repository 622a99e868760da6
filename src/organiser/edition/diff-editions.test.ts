import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffEditions } from './diff-editions.ts'

const file = (path: string, sha256: string, bytes = 10) => ({ path, sha256, bytes })

describe('the difference of two editions', () => {
  it('names what was added, changed, moved and removed, and what a phone fetches', () => {
    const before = [file('a', 'one'), file('b', 'two'), file('c', 'three'), file('d', 'four')]
    const after = [
      file('a', 'one'),
      file('b', 'new', 7),
      file('e', 'three'),
      file('f', 'more', 5),
      file('g', 'more', 5),
    ]
    expect(diffEditions(before, after)).toEqual({
      changes: [
        { kind: 'changed', path: 'b', bytes: 7 },
        { kind: 'removed', path: 'c', bytes: 10 },
        { kind: 'removed', path: 'd', bytes: 10 },
        { kind: 'moved', path: 'e', from: 'c', bytes: 10 },
        { kind: 'added', path: 'f', bytes: 5 },
        { kind: 'added', path: 'g', bytes: 5 },
      ],
      same: 1,
      // The same bytes twice are fetched once.
      fetch: 12,
    })
  })

  const edition = fc.uniqueArray(
    fc.record({ path: fc.stringMatching(/^[a-e]$/), sha256: fc.stringMatching(/^[0-4]$/) }),
    {
      selector: ({ path }) => path,
    },
  )
  const sized = (files: { path: string; sha256: string }[]) =>
    files.map((one) => ({ ...one, bytes: Number(one.sha256) + 1 }))
  it('fetches exactly the bytes that are not held, and explains every path', () => {
    fc.assert(
      fc.property(edition, edition, (one, other) => {
        const [before, after] = [sized(one), sized(other)]
        const { changes, same, fetch } = diffEditions(before, after)
        const held = new Set(before.map(({ sha256 }) => sha256))
        const missing = new Map(
          after.filter(({ sha256 }) => !held.has(sha256)).map((f) => [f.sha256, f.bytes]),
        )
        expect(fetch).toBe([...missing.values()].reduce((sum, bytes) => sum + bytes, 0))
        expect(same + changes.filter(({ kind }) => kind !== 'removed').length).toBe(after.length)
        const paths = changes.map(({ path }) => path)
        expect(new Set(paths).size).toBe(paths.length)
        expect(diffEditions(after, after)).toEqual({ changes: [], same: after.length, fetch: 0 })
      }),
    )
  })
})
