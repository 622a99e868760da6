import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat } from '../../shared/bytes.ts'
import { boxesIn, decodeTime, find, retime } from './boxes.ts'
import { adtsFrames, avcCodec, h264Samples, nalUnits } from './elementary.ts'
import { initSegment, mediaSegment, type Track } from './fmp4.ts'

const voice: Track = {
  timescale: 24_000,
  sampleTicks: 1024,
  media: {
    kind: 'audio',
    sampleRate: 24_000,
    channels: 1,
    config: Uint8Array.of(0x13, 0x08),
    bitrate: 20_000,
  },
}
const picture: Track = {
  timescale: 12_000,
  sampleTicks: 1000,
  media: {
    kind: 'video',
    width: 256,
    height: 144,
    sps: Uint8Array.of(0x67, 100, 0, 12),
    pps: Uint8Array.of(0x68),
  },
}
const samples = fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { minLength: 1, maxLength: 8 })
const times = fc.bigInt({ min: 0n, max: 2n ** 62n })

describe('the packager', () => {
  it('nests what players look for', () => {
    for (const track of [voice, picture]) {
      const init = initSegment(track)
      expect([...boxesIn(init)].map(({ type }) => type)).toEqual(['ftyp', 'moov'])
      const [mdhd] = find(init, 'moov/trak/mdia/mdhd')
      expect(new DataView(init.buffer).getUint32(mdhd!.body + 12)).toBe(track.timescale)
      expect(find(init, 'moov/mvex/trex')).toHaveLength(1)
    }
  })
  it('points from the run to the first byte of the data', () => {
    fc.assert(
      fc.property(samples, times, fc.constantFrom(voice, picture), (data, time, track) => {
        const segment = mediaSegment(track, 7, time, data)
        const view = new DataView(segment.buffer)
        const [moof, mdat] = [...boxesIn(segment)]
        const [trun] = find(segment, 'moof/traf/trun')
        expect(moof!.start + view.getInt32(trun!.body + 8)).toBe(mdat!.body)
        expect(segment.slice(mdat!.body, mdat!.end)).toEqual(concat(...data))
        expect(decodeTime(segment)).toBe(time)
      }),
    )
  })
  it('re-times a segment exactly as if it had been packed later', () => {
    const shifts = fc.bigInt({ min: 0n, max: 2n ** 61n })
    fc.assert(
      fc.property(samples, times, shifts, fc.nat(1e9), (data, time, shift, sequence) => {
        const early = mediaSegment(voice, 1, time, data)
        const kept = early.slice()
        expect(retime(early, shift, sequence)).toEqual(mediaSegment(voice, sequence, time + shift, data))
        expect(early).toEqual(kept)
      }),
    )
  })
  it('does not re-time what it cannot: broken boxes and 32-bit times', () => {
    expect(() => retime(Uint8Array.of(0, 0, 0, 99, 1, 2, 3, 4), 1n, 1)).toThrow('broken box')
    const narrow = mediaSegment(voice, 1, 0n, [Uint8Array.of(1)])
    narrow[find(narrow, 'moof/traf/tfdt')[0]!.body] = 0
    expect(() => retime(narrow, 1n, 1)).toThrow('version 0')
  })
})

describe('H.264', () => {
  const unit = (...bytes: number[]) => [0, 0, 0, 1, ...bytes]
  const stream = Uint8Array.from([
    ...unit(0x09, 0xf0),
    ...unit(0x67, 0x64, 0x00, 0x0c),
    ...unit(0x68, 0xee),
    ...unit(0x06, 5, 1, 0, 0x80),
    ...unit(0x65, 1, 2, 3),
    ...unit(0x09, 0xf0),
    ...unit(0x41, 9),
  ])
  it('is cut at start codes of three and four bytes', () => {
    expect(nalUnits(Uint8Array.of(0, 0, 1, 9, 5, 0, 0, 0, 1, 0x41, 7)).map((nal) => [...nal])).toEqual([
      [9, 5],
      [0x41, 7],
    ])
  })
  it('becomes samples with lengths, without parameter sets, and a codec name', () => {
    const { sps, pps, samples: pictures } = h264Samples(stream)
    expect(avcCodec(sps)).toBe('avc1.64000c')
    expect([...pps]).toEqual([0x68, 0xee])
    expect(pictures.map(({ data, key }) => [key, ...data])).toEqual([
      [true, 0, 0, 0, 4, 0x65, 1, 2, 3],
      [false, 0, 0, 0, 2, 0x41, 9],
    ])
  })
})

describe('AAC', () => {
  const frame = (...data: number[]) => {
    const size = data.length + 7
    return [0xff, 0xf1, 0x58, 0x40 | (size >> 11), (size >> 3) & 255, ((size & 7) << 5) | 31, 0xfc, ...data]
  }
  it('loses its ADTS headers and keeps their meaning', () => {
    const { config, frames } = adtsFrames(Uint8Array.from([...frame(1, 2, 3), ...frame(4)]))
    expect(frames.map((data) => [...data])).toEqual([[1, 2, 3], [4]])
    expect([...config]).toEqual([0x13, 0x08]) // AAC-LC, 24 kHz, mono
  })
  it('refuses what is no frame', () => {
    expect(() => adtsFrames(new Uint8Array(20))).toThrow('no ADTS frame')
  })
})
