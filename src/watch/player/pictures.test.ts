import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createTransfers } from '../../link/transfer.ts'
import { createTail } from '../hls/tail.ts'
import { createPictures, type PictureUnderWay } from './pictures.ts'

const bytes = 40_000
const began = Date.parse('2027-01-09T16:00:00Z')
const list = `#EXTM3U
#EXT-X-TARGETDURATION:4
#EXT-X-MEDIA-SEQUENCE:7
#EXT-X-PROGRAM-DATE-TIME:${new Date(began).toISOString()}
#EXTINF:4,
7.m4s
`

let server: Server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** Pictures from a server that breaks its n-th answer off after `breaks[n]` bytes. */
const open = async (breaks: number[]) => {
  const asked: string[] = []
  server = createServer((request, response) => {
    const { range = '' } = request.headers
    asked.push(range)
    const from = Number(/\d+/.exec(range)?.[0] ?? 0)
    const part = Buffer.alloc(bytes - from)
    response.writeHead(range ? 206 : 200, {
      'content-length': part.length,
      etag: '"v1"',
      ...(range && { 'content-range': `bytes ${from}-${bytes - 1}/${bytes}` }),
    })
    const limit = breaks.shift()
    if (limit === undefined) response.end(part)
    // In two parts: a picture is on its way from the second on.
    else
      response.write(part.subarray(0, 1000), () => {
        setTimeout(() => response.write(part.subarray(1000, limit), () => response.destroy()), 50)
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v144/index.m3u8`
  const tail = createTail(url, { fetchText: async () => list })
  await tail.fresh(Number.POSITIVE_INFINITY)
  tail.stop()
  let end: (how: 'whole' | 'failed' | PictureUnderWay) => void = () => undefined
  const pictures = createPictures({
    transfers: createTransfers(),
    tail: () => tail,
    isEnough: () => true,
    onWhole: () => end('whole'),
    onFailure: () => end('failed'),
    onBroken: (picture) => end(picture),
  })
  /** Fetches it and tells how that went. */
  const fetchOnce = () =>
    new Promise<'whole' | 'failed' | PictureUnderWay>((resolve) => {
      end = resolve
      pictures.fetch({ number: 7, programme: began, level: 0 })
    })
  return { asked, pictures, fetchOnce }
}

it('a picture that breaks off under way goes on from the byte reached, and is no fault of its rendition', async () => {
  const { asked, pictures, fetchOnce } = await open([20_000])
  const broken = await fetchOnce()
  expect(broken).toMatchObject({ number: 7, level: 0, total: bytes, held: 20_000 })
  expect(pictures.underWay()).toBeNull()
  expect(await fetchOnce()).toBe('whole')
  expect(asked).toEqual(['', 'bytes=20000-'])
  expect(pictures.held(began)).toBe(0)
})

it('one that breaks off with next to nothing is a fault, whatever it adds up to', async () => {
  const { fetchOnce } = await open([3000, 3000])
  expect([await fetchOnce(), await fetchOnce()]).toEqual(['failed', 'failed'])
  expect(await fetchOnce()).toBe('whole')
})
