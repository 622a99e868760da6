// @vitest-environment jsdom
import Hls from 'hls.js'
import { expect, it } from 'vitest'
import { goBeyondSeams, pastSeam } from './seams.ts'

it('goes on behind a fragment that is there but for a seam, and nowhere else', () => {
  const ends = [{ end: 4 }, { end: 8.0003767 }, { end: 12.011 }]
  expect(pastSeam(8.000369, ends)).toBeGreaterThan(8.0003767)
  expect(pastSeam(7.98, ends)).toBeGreaterThan(8.0003767)
  for (const elsewhere of [0, 6, 7.9, 8.001, 11.5, 13]) expect(pastSeam(elsewhere, ends)).toBe(elsewhere)
})

it('finds in this hls.js what it changes', () => {
  const hls = new Hls()
  const { streamController } = hls as unknown as {
    streamController: { getFragmentAtPosition(...of: unknown[]): unknown }
  }
  const before = streamController.getFragmentAtPosition
  expect(before).toBeTypeOf('function')
  goBeyondSeams(hls)
  expect(streamController.getFragmentAtPosition).not.toBe(before)
  hls.destroy()
})
