// @vitest-environment jsdom
import fc from 'fast-check'
import Hls from 'hls.js'
import { expect, it } from 'vitest'
import { goBeyondSeams, pastSeam } from './seams.ts'
import { fragmentsUntil } from './testing.ts'

const upTo = (end: number) => ({ length: 1, start: () => 0, end: () => end })
const fragments = [0, 4.1667, 8.1667].map((start, i, all) => ({ start, end: all[i + 1] ?? 12.1667 }))

it('goes on behind a fragment that another level has given, however much later this one ends, and nowhere else', () => {
  for (const end of [8.1665, 8, 7.5]) expect(pastSeam(end, fragments, upTo(end))).toBeGreaterThan(8.1667)
  // There was a seek into the middle of it, or it is yet to be given.
  for (const end of [0, 4.1667, 4.2, 5.5, 13]) expect(pastSeam(end, fragments, upTo(end))).toBe(end)
  expect(pastSeam(8, fragments, upTo(30))).toBe(8)
  expect(pastSeam(8, fragments, undefined)).toBe(8)
})

it('at every end asks for what comes next, never for what is given, and leaves nothing out', () =>
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1, max: 10, noNaN: true }), { minLength: 2, maxLength: 20 }),
      fc.double({ min: -0.45, max: 0.45, noNaN: true }),
      (durations, offset) => {
        const ends = durations.map((_, i) => durations.slice(0, i + 1).reduce((sum, one) => sum + one, 0))
        const shifted = ends.map((end, i) => ({
          start: offset + end - (durations[i] ?? 0),
          end: offset + end,
        }))
        for (const [i, end] of ends.slice(0, -1).entries()) {
          const next = pastSeam(end, shifted, upTo(end))
          expect(next).toBeGreaterThanOrEqual(shifted[i]!.end)
          expect(next).toBeLessThan(shifted[i + 1]!.start + 0.5)
        }
      },
    ),
  ))

it('asks for nothing where all that is listed was given by another level, until there is more', () => {
  const hls = new Hls()
  let end = 8.72525
  goBeyondSeams(hls, () => upTo(end))
  const { streamController } = hls as unknown as {
    streamController: { getFragmentAtPosition(at: number, end: number, of: object): { sn: number } | null }
  }
  const next = (ends: readonly number[], live = true) => {
    const fragments = fragmentsUntil(ends, 'main')
    const details = { fragments, startSN: 0, endSN: ends.length - 1, live }
    return streamController.getFragmentAtPosition(end - 1e-6, ends.at(-1)!, details)?.sn
  }
  const listed = [4.01067, 8.02134, 8.74667]
  expect(next(listed)).toBeUndefined()
  expect(next([4, 8, 8.7])).toBeUndefined()
  expect(next([...listed, 12.7573])).toBe(3)
  // Of a broadcast that is over hls.js has to take the last one, to know that it is.
  expect(next(listed, false)).toBe(2)
  // Nothing is here: there was a seek.
  end = 0
  expect(next(listed)).toBe(0)
  hls.destroy()
})

it('finds in this hls.js what it changes', () => {
  const hls = new Hls()
  const { streamController } = hls as unknown as {
    streamController: { getFragmentAtPosition(...of: unknown[]): unknown }
  }
  const before = streamController.getFragmentAtPosition
  expect(before).toBeTypeOf('function')
  goBeyondSeams(hls, () => undefined)
  expect(streamController.getFragmentAtPosition).not.toBe(before)
  hls.destroy()
})
