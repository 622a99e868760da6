import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunkBytes, createBottleneck, overheadBytes } from './bottleneck.ts'

const fullChunk = chunkBytes + overheadBytes
/** A life of a link: flows ask for bytes, time passes at changing rates. */
const lives = fc.array(
  fc.record({
    adds: fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 20_000 })), { maxLength: 3 }),
    ms: fc.integer({ min: 0, max: 400 }),
    kbps: fc.integer({ min: 0, max: 2000 }),
  }),
  { maxLength: 40 },
)

describe('a bottleneck', () => {
  it('never carries more in any interval than its capacity and one chunk', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const link = createBottleneck<number>()
        const steps = life.map(({ adds, ms, kbps }) => {
          for (const [flow, bytes] of adds) link.add(flow, bytes)
          const grants = link.advance(ms, kbps)
          const wire = grants.reduce((sum, { bytes }) => sum + bytes + overheadBytes, 0)
          return { wire, capacity: (kbps * ms) / 8 }
        })
        for (let from = 0; from < steps.length; from++) {
          let [wire, capacity] = [0, 0]
          for (const step of steps.slice(from)) {
            wire += step.wire
            capacity += step.capacity
            expect(wire).toBeLessThanOrEqual(capacity + fullChunk + 1e-6)
          }
        }
      }),
    )
  })
  it('is never idle while somebody waits: what it could carry it does, within a chunk', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 30 }), (times) => {
        const link = createBottleneck<string>()
        link.add('long', 1e9)
        const wire = times.flatMap((ms) => link.advance(ms, 300)).length * fullChunk
        const capacity = (times.reduce((sum, ms) => sum + ms, 0) * 300) / 8
        expect(capacity - wire).toBeGreaterThanOrEqual(-1e-6)
        expect(capacity - wire).toBeLessThan(fullChunk)
      }),
    )
  })
  it('is shared fairly: flows that always have something to send differ by at most a chunk', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.array(fc.nat(500), { maxLength: 30 }),
        (flows, times) => {
          const link = createBottleneck<number>()
          const sent = Array.from({ length: flows }, () => 0)
          for (let flow = 0; flow < flows; flow++) link.add(flow, 1e9)
          for (const ms of times) {
            for (const { flow, bytes } of link.advance(ms, 500)) sent[flow] = sent[flow]! + bytes
            expect(Math.max(...sent) - Math.min(...sent)).toBeLessThanOrEqual(chunkBytes)
          }
        },
      ),
    )
  })
  it('grants each flow exactly what it asked for, in the end', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const link = createBottleneck<number>()
        const balance = new Map<number, number>()
        const count = (flow: number, bytes: number) => balance.set(flow, (balance.get(flow) ?? 0) + bytes)
        for (const { adds, ms, kbps } of life) {
          for (const [flow, bytes] of adds) {
            link.add(flow, bytes)
            count(flow, bytes)
          }
          for (const { flow, bytes } of link.advance(ms, kbps)) count(flow, -bytes)
        }
        for (const { flow, bytes } of link.advance(0, null)) count(flow, -bytes)
        expect([...balance.values()].every((bytes) => bytes === 0)).toBe(true)
      }),
    )
  })
  it('keeps no credit from idle times', () => {
    const link = createBottleneck<string>()
    link.advance(60_000, 1000)
    link.add('late', 100_000)
    expect(link.advance(0, 1000)).toEqual([])
  })
  it('leaves out who is held and forgets who is removed', () => {
    const link = createBottleneck<string>()
    for (const flow of ['a', 'b', 'c']) link.add(flow, 10)
    link.hold('a')
    link.add('a', 5)
    link.remove('b')
    expect(link.advance(0, null)).toEqual([{ flow: 'c', bytes: 10 }])
    link.release('a')
    expect(link.advance(0, null)).toEqual([{ flow: 'a', bytes: 15 }])
  })
})
