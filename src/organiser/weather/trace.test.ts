import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presets } from './presets.ts'
import { outageOf, parseTrace, stepAt } from './trace.ts'

const folder = new URL('../../../tests/fixtures/traces/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.json'))

describe('traces', () => {
  it.each(files)('%s is a drive of about five minutes', (file) => {
    const trace = parseTrace(readFileSync(new URL(file, folder), 'utf8'))
    const seconds = trace.reduce((sum, { ms }) => sum + ms, 0) / 1000
    expect(seconds).toBeGreaterThan(290)
    expect(seconds).toBeLessThan(320)
  })
  it('are refused when they are none', () => {
    expect(() => parseTrace('{"source":"x","trace":[{"ms":0,"kbps":5}]}')).toThrow()
    expect(() => parseTrace('{"source":"x","trace":[]}')).toThrow()
    expect(() => parseTrace('{"source":"x","trace":[{"ms":5,"kbps":5,"outage":"rain"}]}')).toThrow()
  })
  it('start again at their end', () => {
    const trace = [
      { ms: 100, kbps: 10 },
      { ms: 50, kbps: 0 },
    ]
    expect(stepAt(trace, 120)).toEqual({ step: trace[1], left: 30 })
    expect(stepAt(trace, 160)).toEqual({ step: trace[0], left: 90 })
  })
  it('without capacity are an outage that hangs', () => {
    expect([outageOf({ kbps: 0 }), outageOf({ kbps: 40, outage: 'dead' }), outageOf({ kbps: null })]).toEqual(
      ['hang', 'dead', null],
    )
  })
})

describe('presets', () => {
  it('have a key each', () => {
    const keys = Object.values(presets).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })
  it('edge is bursty, 60 kbit/s on average, and the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const trace = presets.edge.weather(seed)
        const ms = trace.reduce((sum, step) => sum + step.ms, 0)
        const bits = trace.reduce((sum, step) => sum + step.ms * (step.kbps ?? 0), 0)
        expect(bits / ms).toBeCloseTo(60, 6)
        expect(presets.edge.weather(seed)).toEqual(trace)
      }),
    )
  })
})
