import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Trace } from '../../src/organiser/weather/trace.ts'
import { capacities, type LimitOptions, limitOf, secondsToCarry } from './limit.ts'

const options: LimitOptions = { seconds: 60, voiceKbps: 24, videoKbps: 80 }
const steady = (kbps: number | null): Trace => [{ ms: 1000, kbps }]
const traces = fc.array(
  fc.record({ ms: fc.integer({ min: 40, max: 20_000 }), kbps: fc.integer({ min: 0, max: 400 }) }),
  { minLength: 1, maxLength: 20 },
)

describe('the limit of a link', () => {
  it('is everything on a fat link and nothing on a dead one', () => {
    expect(limitOf(steady(null), options)).toEqual({
      heard: expect.closeTo(1, 9),
      video: expect.closeTo(1, 9),
    })
    expect(limitOf(steady(5000), { ...options, behind: 0 }).heard).toBeCloseTo(1, 9)
    expect(limitOf(steady(0), options)).toEqual({ heard: 0, video: 0 })
    expect(limitOf([{ ms: 1000, kbps: 40, outage: 'reset' }], options)).toEqual({ heard: 0, video: 0 })
  })
  it('is the share the link carries, where that is too little', () => {
    expect(limitOf(steady(12), options).heard).toBeCloseTo(0.5, 6)
    expect(limitOf(steady(64), options)).toEqual({
      heard: expect.closeTo(1, 6),
      video: expect.closeTo(0.5, 6),
    })
  })
  it('is less by what comes first', () => {
    expect(limitOf(steady(14), { ...options, firstKbps: 2 }).heard).toBeCloseTo(0.5, 6)
    expect(limitOf(steady(1), { ...options, firstKbps: 2 })).toEqual({ heard: 0, video: 0 })
    expect(limitOf(steady(5000), { ...options, firstKbps: 2 }).heard).toBeCloseTo(1, 9)
  })
  it('lets an outage cost nothing to who is far enough behind', () => {
    const cut: Trace = [
      { ms: 20_000, kbps: 1000 },
      { ms: 30_000, kbps: 0 },
      { ms: 10_000, kbps: 1000 },
    ]
    expect(limitOf(cut, options).heard).toBeCloseTo(1, 9)
    expect(limitOf(cut, { ...options, behind: 10 }).heard).toBeCloseTo(40 / 60, 3)
  })
  it('fetches a voice that can wait after a picture that cannot', () => {
    // 24 kbit/s for 30 s is just the voice; then twice picture and voice: 60 s of each.
    const rising: Trace = [
      { ms: 30_000, kbps: 24 },
      { ms: 30_000, kbps: 208 },
    ]
    expect(limitOf(rising, options)).toEqual({
      heard: expect.closeTo(1, 6),
      video: expect.closeTo(0.5, 3),
    })
  })
  it('is never above everything, and pictures never without voice', () => {
    fc.assert(
      fc.property(traces, fc.nat(90), (trace, behind) => {
        const { heard, video } = limitOf(trace, { ...options, behind })
        expect(heard).toBeLessThanOrEqual(1)
        expect(video).toBeLessThanOrEqual(heard + 1e-9)
        expect(video).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 300 },
    )
  })
  it('never pays more than the link carries', () => {
    fc.assert(
      fc.property(traces, (trace) => {
        const { heard, video } = limitOf(trace, options)
        const carried = capacities(trace, 60).reduce((sum, kbit) => sum + kbit, 0)
        expect((heard * 24 + video * 80) * 60).toBeLessThanOrEqual(carried + 1e-6)
      }),
      { numRuns: 300 },
    )
  })
  it('of the voice grows with the link, and with the distance to live', () => {
    fc.assert(
      fc.property(traces, fc.integer({ min: 0, max: 300 }), fc.nat(60), (trace, more, behind) => {
        const better = trace.map((step) => ({ ...step, kbps: step.kbps + more }))
        const before = limitOf(trace, { ...options, behind }).heard
        expect(limitOf(better, { ...options, behind }).heard).toBeGreaterThanOrEqual(before - 1e-9)
        expect(limitOf(trace, { ...options, behind: behind + 10 }).heard).toBeGreaterThanOrEqual(
          before - 1e-9,
        )
      }),
      { numRuns: 300 },
    )
  })
})

it('knows when the first words can have come', () => {
  expect(secondsToCarry(steady(48), 96, 60)).toBeCloseTo(2, 6)
  expect(
    secondsToCarry(
      [
        { ms: 10_000, kbps: 0 },
        { ms: 50_000, kbps: 96 },
      ],
      96,
      60,
    ),
  ).toBeCloseTo(11, 6)
  expect(secondsToCarry(steady(0), 96, 60)).toBeNull()
})
