import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressAt, isPlaced, placeOf } from './equal-addresses.ts'

const mains = [
  'https://a.example/live/main.m3u8',
  'http://b.example:8080/x/main.m3u8?key=1',
  'https://a.example/main.m3u8',
]
const places = mains.map(placeOf)

const nameOf = (of: typeof places, address: string) => addressAt(of, address, 0)

describe('the same file at every mirror', () => {
  it('lies at the same path below its folder', () => {
    expect(addressAt(places, 'https://a.example/live/voice/s1.m4s', 1)).toBe(
      'http://b.example:8080/x/voice/s1.m4s',
    )
    expect(nameOf(places, 'http://b.example:8080/x/voice/s1.m4s')).toBe('https://a.example/live/voice/s1.m4s')
  })

  it('has one name, whoever told of it', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9/_.-]{0,20}$/), fc.nat(1), fc.nat(1), (path, from, to) => {
        const two = places.slice(0, 2)
        const address = `${two[from]?.bases[0]}x${path}`
        expect(nameOf(two, address)).toBe(nameOf(two, addressAt(two, address, to)))
        expect(addressAt(two, addressAt(two, address, to), from)).toBe(address)
      }),
    ))

  it('stays where it is where no mirror has it', () => {
    const foreign = 'https://cdn.example/live/voice/s1.m4s'
    expect(addressAt(places, foreign, 1)).toBe(foreign)
    expect([isPlaced(places, foreign), isPlaced(places, mains[0] ?? '')]).toEqual([false, true])
  })

  it('follows the bases of pathways one by one', () => {
    const pathways = [
      { host: 'a', pathway: 'A', bases: ['https://a.example/low/', 'https://a.example/high/'] },
      { host: 'b', pathway: 'B', bases: ['https://b.example/1/', 'https://b.example/2/'] },
    ]
    expect(addressAt(pathways, 'https://a.example/high/s1.m4s', 1)).toBe('https://b.example/2/s1.m4s')
  })
})
