import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { negotiateCoding, parseRange, selectResponse } from './conditional.ts'

describe('parseRange', () => {
  it.each([
    ['bytes=0-99', { kind: 'part', start: 0, end: 99 }],
    ['bytes=100-', { kind: 'part', start: 100, end: 999 }],
    ['bytes=-10', { kind: 'part', start: 990, end: 999 }],
    ['bytes=-5000', { kind: 'part', start: 0, end: 999 }],
    ['bytes=990-2000', { kind: 'part', start: 990, end: 999 }],
    ['bytes=1000-', { kind: 'unsatisfiable' }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
    ['bytes=5-2', { kind: 'whole' }],
    ['bytes=0-1,5-6', { kind: 'whole' }],
    ['bytes=-', { kind: 'whole' }],
    ['items=0-1', { kind: 'whole' }],
  ])('%s of 1000 bytes', (field, selection) => {
    expect(parseRange(field, 1000)).toEqual(selection)
  })

  it('never selects bytes that are not there', () => {
    const field = fc.oneof(
      fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => `bytes=${a}-${b}`),
      fc.nat().map((a) => `bytes=${a}-`),
      fc.nat().map((a) => `bytes=-${a}`),
      fc.string(),
    )
    fc.assert(
      fc.property(field, fc.nat({ max: 5000 }), (text, size) => {
        const selection = parseRange(text, size)
        if (selection.kind !== 'part') return
        expect(selection.start).toBeGreaterThanOrEqual(0)
        expect(selection.start).toBeLessThanOrEqual(selection.end)
        expect(selection.end).toBeLessThan(size)
      }),
    )
  })
})

describe('selectResponse', () => {
  const of = { etag: '"a"', size: 100 }
  const part = { kind: 'part', start: 0, end: 9 }
  it.each([
    [{}, { kind: 'whole' }],
    [{ 'if-none-match': '"a"' }, { kind: 'not-modified' }],
    [{ 'if-none-match': '"b", W/"a"' }, { kind: 'not-modified' }],
    [{ 'if-none-match': '*' }, { kind: 'not-modified' }],
    [{ 'if-none-match': '"b"', range: 'bytes=0-9' }, part],
    [{ range: 'bytes=0-9' }, part],
    [{ range: 'bytes=0-9', 'if-range': '"a"' }, part],
    [{ range: 'bytes=0-9', 'if-range': '"b"' }, { kind: 'whole' }],
    [{ range: 'bytes=0-9', 'if-range': 'W/"a"' }, { kind: 'whole' }],
    [{ range: 'bytes=0-9', 'if-range': 'Sun, 07 Jan 2024 16:00:00 GMT' }, { kind: 'whole' }],
    [{ range: 'bytes=500-', 'if-range': '"b"' }, { kind: 'whole' }],
  ])('%o', (headers, selection) => {
    expect(selectResponse('GET', headers, of)).toEqual(selection)
  })
  it('ignores ranges of a HEAD', () => {
    expect(selectResponse('HEAD', { range: 'bytes=0-9' }, of)).toEqual({ kind: 'whole' })
  })
})

describe('negotiateCoding', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['identity', null],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.1, gzip;q=1', 'br'],
    ['*', 'br'],
    ['*;q=0', null],
    ['BR', 'br'],
    ['br;q=nonsense', null],
  ])('%s', (field, coding) => {
    expect(negotiateCoding(field)).toBe(coding)
  })
})
