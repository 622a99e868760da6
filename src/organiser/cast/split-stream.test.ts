import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat } from '../../shared/bytes.ts'
import { beginsWithKey, isCluster } from './matroska.ts'
import { accessUnitSplitter, adtsSplitter, matroskaSplitter, type Splitter } from './split-stream.ts'

const body = fc.uint8Array({ minLength: 1, maxLength: 300 })

const adtsFrame = (data: Uint8Array): Uint8Array => {
  const size = data.length + 7
  return concat(
    Uint8Array.of(0xff, 0xf1, 0x58, 0x40 | (size >> 11), (size >> 3) & 255, ((size & 7) << 5) | 0x1f, 0xfc),
    data,
  )
}
/** No zeros: emulation prevention keeps start codes out of real payloads. */
const accessUnit = (data: Uint8Array): Uint8Array =>
  concat(
    Uint8Array.of(0, 0, 0, 1, 9, 0xf0, 0, 0, 0, 1, 0x65),
    data.map((byte) => byte || 1),
  )
const cluster = (data: Uint8Array, key = true): Uint8Array => {
  const block = concat(
    Uint8Array.of(0xa3, 0x40 | ((data.length + 4) >> 8), (data.length + 4) & 255),
    Uint8Array.of(0x81, 0, 0, key ? 0x80 : 0),
    data,
  )
  const inside = concat(Uint8Array.of(0xe7, 0x81, 5), block)
  return concat(
    Uint8Array.of(0x1f, 0x43, 0xb6, 0x75, 0x40 | (inside.length >> 8), inside.length & 255),
    inside,
  )
}
const head = Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 0x82, 1, 2)
const endless = Uint8Array.of(0x18, 0x53, 0x80, 0x67, 1, 255, 255, 255, 255, 255, 255, 255)

const feed = (splitter: Splitter, stream: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
  const edges = [0, ...cuts.map((cut) => cut % (stream.length + 1)).sort((a, b) => a - b), stream.length]
  return edges.slice(1).flatMap((edge, index) => splitter.push(stream.slice(edges[index], edge)))
}
const cuts = fc.array(fc.nat(), { maxLength: 20 })
const plain = (units: readonly Uint8Array[]) => units.map((unit) => [...unit])

describe('however a stream is cut on its way', () => {
  it('ADTS frames come out whole', () => {
    fc.assert(
      fc.property(fc.array(body, { maxLength: 12 }), cuts, (data, where) => {
        const frames = data.map(adtsFrame)
        expect(plain(feed(adtsSplitter(), concat(...frames), where))).toEqual(plain(frames))
      }),
    )
  })
  it('access units come out whole, the last at the end', () => {
    fc.assert(
      fc.property(fc.array(body, { minLength: 1, maxLength: 12 }), cuts, (data, where) => {
        const units = data.map(accessUnit)
        const splitter = accessUnitSplitter()
        const out = feed(splitter, concat(...units), where)
        expect(plain([...out, splitter.rest()])).toEqual(plain(units))
      }),
    )
  })
  it('Matroska comes out as head and clusters, key frames told', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(body, fc.boolean()), { maxLength: 12 }), cuts, (data, where) => {
        const clusters = data.map(([bytes, key]) => cluster(bytes, key))
        const units = feed(matroskaSplitter(), concat(head, endless, ...clusters), where)
        expect(plain(units)).toEqual(plain([head, endless, ...clusters]))
        expect(units.map(isCluster)).toEqual([false, false, ...data.map(() => true)])
        expect(units.slice(2).map((unit) => beginsWithKey(new Uint8Array(unit)))).toEqual(
          data.map(([, key]) => key),
        )
      }),
    )
  })
})
it('refuses what is no stream of its kind', () => {
  expect(() => adtsSplitter().push(new Uint8Array(20))).toThrow('no ADTS')
  expect(() => matroskaSplitter().push(new Uint8Array(20).fill(1))).toThrow('not a live Matroska')
})
