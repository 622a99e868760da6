import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  parseSteeringManifest,
  readSteeringTag,
  roundThroughput,
  steeringRequest,
  withClones,
} from './content-steering.ts'
import type { Item, Pathway } from './pathways.ts'

const from = 'https://steer.example/a/manifest?v=1'
const parse = (value: unknown) => parseSteeringManifest(JSON.stringify(value), from)
const good = { VERSION: 1, TTL: 10, 'RELOAD-URI': '../b?session=1', 'PATHWAY-PRIORITY': ['B', 'A'] }

describe('the tag', () => {
  it('tells the server and the pathway to begin with', () => {
    const text = '#EXTM3U\n#EXT-X-CONTENT-STEERING:SERVER-URI="steer?a=1,2",PATHWAY-ID="CDN-A"\n'
    expect(readSteeringTag(text, 'https://one.example/live/main.m3u8')).toEqual({
      server: 'https://one.example/live/steer?a=1,2',
      pathway: 'CDN-A',
    })
  })
  it('is none without a server', () => {
    expect(readSteeringTag('#EXTM3U\n#EXT-X-CONTENT-STEERING:PATHWAY-ID="A"', from)).toBeNull()
    expect(readSteeringTag('#EXTM3U', from)).toBeNull()
  })
})

describe('the manifest', () => {
  it('tells an order, when to ask again, and where', () =>
    expect(parse(good)).toEqual({
      ttl: 10,
      reload: 'https://steer.example/b?session=1',
      priority: ['B', 'A'],
      clones: [],
    }))

  it('may say little, and things nobody knows', () =>
    expect(parse({ VERSION: 1, 'PATHWAY-PRIORITY': ['A'], 'X-MORE': {} })).toMatchObject({
      ttl: 300,
      reload: null,
    }))

  it.each([
    ['another version', { ...good, VERSION: 2 }],
    ['no version', { ...good, VERSION: undefined }],
    ['no order', { ...good, 'PATHWAY-PRIORITY': undefined }],
    ['an empty order', { ...good, 'PATHWAY-PRIORITY': [] }],
    ['an order that repeats itself', { ...good, 'PATHWAY-PRIORITY': ['A', 'A'] }],
    ['an order of other things', { ...good, 'PATHWAY-PRIORITY': [1] }],
    ['a name that is none', { ...good, 'PATHWAY-PRIORITY': ['A"&x='] }],
    ['a time that is none', { ...good, TTL: 'soon' }],
    ['a time gone by', { ...good, TTL: -1 }],
    ['an address that is none', { ...good, 'RELOAD-URI': 'https://' }],
    ['a clone of nothing', { ...good, 'PATHWAY-CLONES': [{ ID: 'C', 'URI-REPLACEMENT': {} }] }],
    [
      'an empty host',
      { ...good, 'PATHWAY-CLONES': [{ ID: 'C', 'BASE-ID': 'A', 'URI-REPLACEMENT': { HOST: '' } }] },
    ],
    ['a list', [good]],
    ['nothing', null],
  ])('is refused whole with %s', (_, value) => expect(parse(value)).toBeNull())

  it('never drains a phone: not asked for more often than every five seconds, nor never', () => {
    expect(parse({ ...good, TTL: 0 })?.ttl).toBe(5)
    expect(parse({ ...good, TTL: 1e300 })?.ttl).toBe(86_400)
  })

  it('is read or refused, whatever it is', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const manifest = parseSteeringManifest(text, from)
        if (manifest) expect(manifest.priority.length).toBeGreaterThan(0)
      }),
    ))

  it('is read or refused with any one thing in it replaced by any other', () =>
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(good), 'PATHWAY-CLONES'), fc.jsonValue(), (name, value) => {
        const manifest = parse({ ...good, [name]: value })
        if (!manifest) return
        expect(manifest.ttl).toBeGreaterThanOrEqual(5)
        expect(new Set(manifest.priority).size).toBe(manifest.priority.length)
      }),
    ))
})

describe('clones', () => {
  const item = (uri: string, stable: string | null, of: Item['of'] = 'variant'): Item => ({ uri, stable, of })
  const base: Pathway = {
    id: 'A',
    items: new Map([
      ['low', item('https://one.example:8443/low/index.m3u8?x=1&k=old', 'v-low')],
      ['voice', item('https://one.example:8443/voice/index.m3u8', 'r-voice', 'rendition')],
    ]),
  }
  const address = fc.nat().map((n) => `https://h${n}.example/${n}.m3u8`)
  const clone = (more: object, id = 'C', of = 'A') => ({
    ...{ id, base: of, host: null, params: {}, variants: {}, renditions: {} },
    ...more,
  })
  const urisOf = (pathway: Pathway | undefined) => [...(pathway?.items.values() ?? [])].map(({ uri }) => uri)

  it('are the pathway at another host, with other parameters', () => {
    const [, made] = withClones([base], [clone({ host: 'Two.example', params: { k: 'new', a: 'b c' } })])
    expect(urisOf(made)).toEqual([
      'https://two.example:8443/low/index.m3u8?x=1&k=new&a=b+c',
      'https://two.example:8443/voice/index.m3u8?a=b+c&k=new',
    ])
  })

  it('take an address that is told for one playlist as it is', () => {
    const told = {
      ...{ host: 'two.example', params: { k: '1' } },
      variants: { 'v-low': 'https://three.example/low.m3u8', 'r-voice': 'https://wrong.example/' },
      renditions: { 'r-voice': 'https://three.example/voice.m3u8' },
    }
    expect(urisOf(withClones([base], [clone(told)])[1])).toEqual([
      'https://three.example/low.m3u8',
      'https://three.example/voice.m3u8',
    ])
  })

  it('may be of a clone before, and are passed over where there is nothing to clone, or the name is taken', () => {
    const clones = [
      clone({ host: 'two.example' }, 'C'),
      clone({ params: { d: '1' } }, 'D', 'C'),
      clone({}, 'E', 'nobody'),
      clone({ host: 'evil.example' }, 'A'),
      clone({ host: 'no host/at all' }, 'F'),
    ]
    const all = withClones([base], clones)
    expect(all.map(({ id }) => id)).toEqual(['A', 'C', 'D'])
    expect(urisOf(all[2])[0]).toBe('https://two.example:8443/low/index.m3u8?x=1&k=old&d=1')
    expect(all[0]).toBe(base)
  })

  it('have all that the pathway has, whatever they are told', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            ...{ id: fc.constantFrom('A', 'B', 'C', 'D'), base: fc.constantFrom('A', 'B', 'C', 'D') },
            host: fc.option(
              fc.oneof(fc.constantFrom('two.example', 'EN.example'), fc.string({ minLength: 1 })),
            ),
            params: fc.dictionary(fc.string(), fc.string()),
            variants: fc.dictionary(fc.constantFrom('v-low', '__proto__'), fc.oneof(address, fc.string())),
            renditions: fc.dictionary(fc.constantFrom('r-voice'), address),
          }),
        ),
        (clones) => {
          const all = withClones([base], clones)
          expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
          for (const { items } of all) {
            expect([...items.keys()]).toEqual([...base.items.keys()])
            for (const { uri } of items.values()) expect(URL.canParse(uri)).toBe(true)
          }
        },
      ),
    ))
})

describe('what the server is told', () => {
  it('is the pathway in use and a rounded throughput, beside what its address has', () => {
    const told = new URL(steeringRequest('https://steer.example/?video=1', 'CDN-A', 700)).searchParams
    expect([...told]).toEqual([
      ['video', '1'],
      ['_HLS_pathway', '"CDN-A"'],
      ['_HLS_throughput', '512000'],
    ])
    expect(steeringRequest(from, null, null)).toBe(from)
  })

  it('is one of few numbers, near the truth', () =>
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e6, noNaN: true }), (kbps) => {
        const told = (roundThroughput(kbps) ?? 0) / 1000
        expect(Number.isInteger(Math.log2(told))).toBe(true)
        expect(Math.max(told / kbps, kbps / told)).toBeLessThan(1.5)
      }),
    ))
})
