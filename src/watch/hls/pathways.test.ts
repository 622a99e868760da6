import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressAt } from '../../link/equal-addresses.ts'
import { parseMultivariant } from './multivariant.ts'
import { onlyPathway, placesOf, readPathways } from './pathways.ts'

const base = 'https://one.example/live/main.m3u8'

/** Two rungs and a voice at each of the pathways; `where` makes the address of a file. */
const ladder = (pathways: Record<string, (file: string) => string>): string =>
  [
    '#EXTM3U',
    '#EXT-X-CONTENT-STEERING:SERVER-URI="/steer",PATHWAY-ID="A"',
    ...Object.entries(pathways).flatMap(([id, where]) => [
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="voice-${id}",NAME="Voice",LANGUAGE="ur",URI="${where('voice/index.m3u8')}"`,
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text-${id}",NAME="Words",LANGUAGE="ur",URI="${where('text/index.m3u8')}"`,
      ...[144, 240].flatMap((height) => [
        `#EXT-X-STREAM-INF:BANDWIDTH=${height}000,CODECS="avc1.42e00c,mp4a.40.2",RESOLUTION=256x${height},AUDIO="voice-${id}",SUBTITLES="text-${id}",PATHWAY-ID="${id}"`,
        where(`v${height}/index.m3u8`),
      ]),
    ]),
  ].join('\n')
const A = (file: string): string => file
const B = (file: string): string => `https://two.example/b/${file}?token=7`

describe('pathways of a playlist', () => {
  it('are what its variants name, with the renditions that go with them', () => {
    const [a, b] = readPathways(ladder({ A, B }), base)
    expect([a?.id, b?.id]).toEqual(['A', 'B'])
    expect([...(a?.items.values() ?? [])].map(({ uri }) => uri)).toContain(
      'https://one.example/live/voice/index.m3u8',
    )
    expect([...(b?.items.keys() ?? [])]).toEqual([...(a?.items.keys() ?? [])])
  })

  it('are one ladder: without them, every rung would be there twice', () => {
    const one = parseMultivariant(onlyPathway(ladder({ A, B }), 'B'), base)
    expect(one.pictures.map(({ uri }) => uri)).toEqual([B('v144/index.m3u8'), B('v240/index.m3u8')])
    expect(one.voice?.uri).toBe(B('voice/index.m3u8'))
    expect(one.words.get('ur')).toBe(B('text/index.m3u8'))
    expect(one).toEqual(parseMultivariant(ladder({ B }), base))
  })

  it('are told apart by STABLE-VARIANT-ID where it is given, whatever else differs', () => {
    const text = (id: string, pathway: string, rate: number) =>
      `#EXT-X-STREAM-INF:BANDWIDTH=${rate},STABLE-VARIANT-ID="${id}",PATHWAY-ID="${pathway}"\n${pathway}/${id}.m3u8`
    const [a, b] = readPathways(['#EXTM3U', text('low', 'A', 1000), text('low', 'B', 1100)].join('\n'), base)
    expect([...(a?.items.keys() ?? [])]).toEqual(['low'])
    expect([...(b?.items.keys() ?? [])]).toEqual(['low'])
  })

  it('are one where none is named', () => {
    const text = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000\nlow.m3u8'
    expect(readPathways(text, base).map(({ id }) => id)).toEqual(['.'])
    expect(onlyPathway(text, '.')).toBe(text)
  })
})

describe('pathways as mirrors', () => {
  const places = placesOf(readPathways(ladder({ A, B }), base))

  it('have the same playlists, tokens and all, and the same segments', () => {
    const at = (address: string) => addressAt(places, address, 1)
    expect(at('https://one.example/live/v144/index.m3u8')).toBe(B('v144/index.m3u8'))
    expect(at('https://one.example/live/v144/s1.m4s')).toBe('https://two.example/b/v144/s1.m4s')
    // Laid out alike: what lies beside the folders is found as well.
    expect(at('https://one.example/live/init/1.mp4')).toBe('https://two.example/b/init/1.mp4')
    expect(addressAt(places, B('voice/index.m3u8'), 0)).toBe('https://one.example/live/voice/index.m3u8')
  })

  it('leave out one that lacks something of the first', () => {
    const [a, b] = readPathways(ladder({ A, B }), base)
    const less = new Map([...(b?.items ?? [])].slice(1))
    expect(placesOf(a && b ? [a, { ...b, items: less }] : [])).toHaveLength(1)
  })

  it('leave out one whose folders hold what lies apart in the first', () => {
    const flat = (file: string): string => `https://two.example/${file.replace('/', '-')}`
    expect(placesOf(readPathways(ladder({ A, B: flat }), base))).toHaveLength(1)
  })

  it('are at every mirror of the edition too, as far as their addresses are relative', () => {
    const at = ['https://one.example/live/main.m3u8', 'https://three.example/main.m3u8']
    const all = placesOf(at.flatMap((address) => readPathways(ladder({ A, B }), address)))
    expect(all.map(({ host, pathway }) => [host, pathway])).toEqual([
      ['one.example', 'A'],
      ['two.example', 'B'],
      ['three.example', 'A'],
    ])
    expect(addressAt(all, 'https://one.example/live/v240/s9.m4s', 2)).toBe(
      'https://three.example/v240/s9.m4s',
    )
  })

  it('lead back from wherever they lead', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.stringMatching(/^([a-z]{1,3}\/){0,3}$/)), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.stringMatching(/^[a-z0-9]{1,12}\.m4s$/),
        (hosts, segment) => {
          const all = Object.fromEntries(
            hosts.map(([host, folder], at) => [
              `P${at}`,
              (file: string) => `https://h${host}.example/${folder}${at}/${file}`,
            ]),
          )
          const several = placesOf(readPathways(ladder(all), base))
          expect(several).toHaveLength(hosts.length)
          const address = `${all['P0']?.('voice/')}${segment}`
          for (const [at] of several.entries())
            expect(addressAt(several, addressAt(several, address, at), 0)).toBe(address)
        },
      ),
    ))
})
