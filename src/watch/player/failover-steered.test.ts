import { afterEach, describe, expect, it, vi } from 'vitest'
import { placeOf } from '../../link/equal-addresses.ts'
import { createMirrors } from '../../link/mirror-board.ts'
import { steer } from './failover-steered.ts'

const addresses = ['https://a.example/main.m3u8', 'https://b.example/main.m3u8']
const variant = (id: string, uri: string): string =>
  `#EXT-X-STREAM-INF:BANDWIDTH=20000,CODECS="mp4a.40.2",PATHWAY-ID="${id}"\n${uri}`
const playlist = (...variants: string[]): string =>
  ['#EXTM3U', '#EXT-X-CONTENT-STEERING:SERVER-URI="/steer",PATHWAY-ID="B"', ...variants].join('\n')
const both = playlist(variant('A', 'https://a.example/v.m3u8'), variant('B', 'https://b.example/v.m3u8'))

const ending = new AbortController()
afterEach(() => vi.unstubAllGlobals())

const open = (answer: () => Promise<Response>, text = both, kept: string | null = null) => {
  vi.stubGlobal('location', new URL('https://app.example/watch'))
  vi.stubGlobal('fetch', vi.fn(answer))
  const mirrors = createMirrors(addresses.map(placeOf))
  const [address = ''] = addresses
  const main = steer(mirrors, {
    ...{ addresses, address, main: text, signal: ending.signal },
    kept: { address, main: kept },
  })
  return { mirrors, main }
}
const says = (order: object) => () =>
  Promise.resolve(new Response(JSON.stringify({ VERSION: 1, ...order }), { status: 200 }))
const silent = () => new Promise<Response>(() => {})
const inUse = ({ mirrors }: ReturnType<typeof open>): string | undefined =>
  mirrors.places()[mirrors.pick()]?.host

describe('pathways of a broadcast', () => {
  it('are its mirrors, the one that is told first', () => {
    const opened = open(silent)
    expect(opened.main).not.toContain('a.example')
    expect(inUse(opened)).toBe('b.example')
    expect(opened.mirrors.at('https://b.example/v.m3u8', 1)).toBe('https://a.example/v.m3u8')
    expect(opened.mirrors.name('https://a.example/s1.m4s')).toBe('https://b.example/s1.m4s')
  })

  it('are gone over to as the server says, but never to a dead one', async () => {
    const opened = open(says({ 'PATHWAY-PRIORITY': ['A', 'B'] }))
    await vi.waitFor(() => expect(inUse(opened)).toBe('a.example'))
    opened.mirrors.failed(opened.mirrors.pick(), 'refused')
    expect(inUse(opened)).toBe('b.example')
  })

  it('count only where the edition names their host', () => {
    const third = variant('C', 'https://spy.example/v.m3u8')
    const opened = open(silent, playlist(third, variant('A', 'https://a.example/v.m3u8')))
    expect(opened.mirrors.places().map(({ pathway }) => pathway)).toEqual(['A'])
    expect(() => open(silent, playlist(third))).toThrow('no pathway')
  })

  it('are not cloned to hosts the edition does not name', async () => {
    const clone = (ID: string, HOST: string) => ({ ID, 'BASE-ID': 'B', 'URI-REPLACEMENT': { HOST } })
    const opened = open(
      says({
        'PATHWAY-PRIORITY': ['X', 'C', 'B'],
        'PATHWAY-CLONES': [clone('X', 'spy.example'), clone('C', 'app.example')],
      }),
    )
    await vi.waitFor(() => expect(inUse(opened)).toBe('app.example'))
    expect(opened.mirrors.places().map(({ host }) => host)).not.toContain('spy.example')
    // Files keep their names.
    expect(opened.mirrors.name('https://app.example/s1.m4s')).toBe('https://b.example/s1.m4s')
  })

  it('call files as what was kept of them calls them', () => {
    const opened = open(silent, both, playlist(variant('A', 'https://a.example/v.m3u8')))
    expect(opened.mirrors.name('https://b.example/s1.m4s')).toBe('https://a.example/s1.m4s')
  })
})
