import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Bytes, concat } from '../../shared/bytes.ts'
import { init, segments } from '../saved/testing.ts'
import { findBox } from './boxes.ts'
import { outermost, readFragments, readInit } from './fragments.ts'
import { decodeTimeOf } from './media-time.ts'
import { soundSoFar } from './sound-so-far.ts'

const track = readInit(init)
if (!track) throw new Error('no sound in the demo')

/** Each fragment's time and how long it lasts, ticks. */
const spansOf = (bytes: Bytes): { from: number; to: number }[] =>
  outermost(bytes)
    .filter(({ type }) => type === 'moof')
    .map(({ start, end }, index, all) => {
      const one = bytes.subarray(start, all[index + 1]?.start ?? bytes.length).slice()
      const from = decodeTimeOf(bytes.subarray(start, end)) ?? Number.NaN
      const { samples } = readFragments(one, track) ?? { samples: [] }
      return { from, to: from + samples.reduce((sum, { duration }) => sum + duration, 0) }
    })

it('gives every sample of a segment once and in its time, however it comes in', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 12_000 }), { maxLength: 12 }),
      fc.integer({ min: 0, max: segments.length - 3 }),
      (cuts, first) => {
        // Several fragments in one file, as some encoders write them.
        const file = concat(...segments.slice(first, first + 2))
        const whole = readFragments(file, track)
        const pieces: Bytes[] = []
        let given = 0
        for (const cut of [...cuts.toSorted((a, b) => a - b), file.length]) {
          const sound = soundSoFar(file.slice(0, cut), track, given)
          if (!sound) throw new Error('not plain')
          given += sound.samples
          pieces.push(sound.bytes)
        }
        const read = pieces.filter(({ length }) => length > 0).map((piece) => readFragments(piece, track))
        expect(concat(...read.flatMap((one) => one?.data ?? []))).toEqual(concat(...(whole?.data ?? [])))
        const spans = pieces.flatMap(spansOf)
        expect(spans[0]?.from).toBe(decodeTimeOf(file))
        for (const [index, { from }] of spans.entries())
          if (index > 0) expect(from).toBe(spans[index - 1]?.to)
        expect(spans.at(-1)?.to).toBe(spansOf(file).at(-1)?.to)
      },
    ),
  )
})

it('tells how long it lasts', () => {
  const [file = new Uint8Array()] = segments
  const half = soundSoFar(file.slice(0, file.length / 2), track, 0)
  const rest = soundSoFar(file, track, half?.samples ?? 0)
  const [{ from, to } = { from: 0, to: 0 }] = spansOf(file)
  expect(half?.seconds).toBeGreaterThan(1)
  expect((half?.seconds ?? 0) + (rest?.seconds ?? 0)).toBeCloseTo((to - from) / track.timescale, 9)
})

it('leaves what it does not know for when it is whole', () => {
  const [file = new Uint8Array()] = segments
  const [moof] = outermost(file).filter(({ type }) => type === 'moof')
  const other = file.slice()
  const trun = findBox(other.subarray(moof?.start), ['moof', 'traf', 'trun'])
  // One sample less in this run: another one would hold it.
  trun?.setUint32(4, trun.getUint32(4) - 1)
  expect(soundSoFar(other, track, 0)).toBeNull()
  expect(soundSoFar(new Uint8Array(), track, 0)?.samples).toBe(0)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(300), fc.nat(300), (noise, at, given) => {
      const broken = concat(file.slice(0, at), noise, file.slice(at + noise.length))
      expect(soundSoFar(broken, track, given)?.samples ?? 0).toBeGreaterThanOrEqual(0)
    }),
  )
})
