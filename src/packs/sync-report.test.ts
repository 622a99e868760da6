import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProblemKey } from '../shared/problem.ts'
import { type MirrorReport, problemOfSync } from './sync-report.ts'

const report = (key: ProblemKey | null): MirrorReport => ({ mirror: '/', problem: key && { key } })
const told = (keys: (ProblemKey | null)[], complete = true) =>
  problemOfSync(keys.map(report), complete)?.key ?? null

describe('problemOfSync', () => {
  it('is none where a mirror gave everything, whatever the others did', () => {
    expect(told(['signature', null])).toBeNull()
    expect(told(['offline', null], false)).toBeNull()
  })

  it('is none where only time can help and everything is here', () => {
    expect(told(['offline'])).toBeNull()
    expect(told(['server', 'older', 'not-found'])).toBeNull()
    expect(told(['offline'], false)).toBe('offline')
  })

  it('is the gravest of what the mirrors did', () => {
    expect(told(['offline', 'signature', 'server'])).toBe('signature')
    expect(told(['hash', 'storage-full'])).toBe('storage-full')
    expect(told(['timeout', 'not-found'], false)).toBe('not-found')
  })

  it('always tells of two editions with one number', () => {
    expect(told(['conflict', null])).toBe('conflict')
  })

  it('does not depend on the order of the mirrors', () => {
    const keys = fc.constantFrom<ProblemKey>('offline', 'server', 'hash', 'signature', 'minimum-app', 'older')
    fc.assert(
      fc.property(fc.array(keys, { minLength: 1 }), fc.boolean(), (list, complete) => {
        expect(told(list, complete)).toBe(told([...list].reverse(), complete))
      }),
    )
  })
})
