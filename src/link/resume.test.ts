import { describe, expect, it } from 'vitest'
import { type AnswerHead, type Held, judgeAnswer, mustForget, resumeHeaders } from './resume.ts'

const nothing: Held = { bytes: 0, total: null, validator: null }
const half: Held = { bytes: 50, total: 100, validator: '"a"' }
const head = (part: Partial<AnswerHead>): AnswerHead => ({
  status: 200,
  contentRange: null,
  contentLength: null,
  etag: null,
  lastModified: null,
  ...part,
})

describe('what is asked for', () => {
  it('asks for a fresh file plainly', () => expect(resumeHeaders(nothing, null)).toEqual({}))
  it('asks for the rest, on condition that the file is still the same', () =>
    expect(resumeHeaders(half, null)).toEqual({ Range: 'bytes=50-', 'If-Range': '"a"' }))
  it('asks for a part of a file, and for the rest of that part', () => {
    expect(resumeHeaders(nothing, { start: 10, end: 30 })).toEqual({ Range: 'bytes=10-29' })
    expect(resumeHeaders({ ...half, bytes: 5 }, { start: 10, end: 30 })).toMatchObject({
      Range: 'bytes=15-29',
    })
  })
})

describe('what an answer means', () => {
  it('goes on where our bytes end', () =>
    expect(
      judgeAnswer(half, null, head({ status: 206, contentRange: 'bytes 50-99/100', etag: '"a"' })),
    ).toEqual({ act: 'append', total: 100, validator: '"a"' }))

  it('never glues other bytes to ours', () => {
    const elsewhere = head({ status: 206, contentRange: 'bytes 40-99/100', etag: '"a"' })
    const other = head({ status: 206, contentRange: 'bytes 50-99/100', etag: '"b"' })
    for (const answer of [elsewhere, other]) {
      const verdict = judgeAnswer(half, null, answer)
      expect(verdict).toEqual({ act: 'retry' })
      expect(mustForget(half, verdict, 206)).toBe(true)
    }
  })

  it('starts anew where the server sends the whole file, and distrusts weak validators', () =>
    expect(judgeAnswer(half, null, head({ contentLength: '100', etag: 'W/"a"' }))).toEqual({
      act: 'restart',
      total: 100,
      validator: null,
    }))

  it('knows that nothing is missing', () =>
    expect(judgeAnswer({ ...half, bytes: 100 }, null, head({ status: 416 }))).toEqual({ act: 'complete' }))

  it('keeps what it holds through errors of the server', () => {
    const verdict = judgeAnswer(half, null, head({ status: 503 }))
    expect(verdict).toEqual({ act: 'retry' })
    expect(mustForget(half, verdict, 503)).toBe(false)
  })

  it('tells a missing file from a broken link', () =>
    expect(judgeAnswer(nothing, null, head({ status: 404 }))).toEqual({ act: 'gone', status: 404 }))
})
