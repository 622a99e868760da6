import { expect, type Page, test } from '@playwright/test'
import type { FaultyMirror } from './faulty-mirror.ts'
import { drift, hear, heardSoFar, longestStall } from './hearing.ts'
import { type MirroredEvening, openMirroredEvening } from './mirrored-evening.ts'
import { openNearLive, waitsOf } from './near-live.ts'

/** A broadcast of two pathways, each on a mirror of its own, and a steering server on a third: who says which pathway is used, and who outlives whom. */
let evening: MirroredEvening
/** The playlist of all three, once their addresses are known. */
let main = ''
let order = ['A', 'B']
const ttl = 5

/** The ladder of one pathway, with groups of its own. */
const pathway = (lines: readonly string[], id: string, mirror: FaultyMirror | undefined): string[] =>
  lines
    .filter(
      (line) => line.startsWith('#EXT-X-MEDIA') || line.startsWith('#EXT-X-STREAM-INF') || /^\w/.test(line),
    )
    .map((line) =>
      line
        .replace(/(GROUP-ID|AUDIO|SUBTITLES)="([^"]*)"/g, `$1="$2-${id}"`)
        .replace(/URI="([^"]*)"/, `URI="${mirror?.address}/broadcast/$1"`)
        .replace(/^#EXT-X-STREAM-INF:/, `#EXT-X-STREAM-INF:PATHWAY-ID="${id}",`)
        .replace(/^(\w.*)$/, `${mirror?.address}/broadcast/$1`),
    )

test.beforeAll(async () => {
  evening = await openMirroredEvening(3, (path) => {
    if (path.startsWith('/steer'))
      return {
        type: 'application/json',
        body: JSON.stringify({
          VERSION: 1,
          TTL: ttl,
          'RELOAD-URI': '/steer/again?s=1',
          'PATHWAY-PRIORITY': order,
        }),
      }
    return path === '/broadcast/main.m3u8' ? { type: 'application/vnd.apple.mpegurl', body: main } : null
  })
  const plain = await (await fetch(`${evening.address}/broadcast/main.m3u8`)).text()
  const [a, b, server] = evening.mirrors
  main = [
    '#EXTM3U',
    '#EXT-X-VERSION:9',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-CONTENT-STEERING:SERVER-URI="${server?.address}/steer",PATHWAY-ID="A"`,
    ...pathway(plain.split('\n'), 'A', a),
    ...pathway(plain.split('\n'), 'B', b),
    '',
  ].join('\n')
})
test.afterAll(() => evening.remove())
test.beforeEach(() => {
  order = ['A', 'B']
})
test.afterEach(async () => {
  for (const mirror of evening.mirrors) {
    await mirror.become(null)
    mirror.asked.length = 0
  }
})

const voiceOf = (mirror: FaultyMirror | undefined): string[] =>
  (mirror?.asked ?? []).map(({ path }) => path).filter((path) => /voice-low\/s\d/.test(path))
/** Waits until a mirror has been asked for so many more pieces of voice. */
const asksFor = async (mirror: FaultyMirror | undefined, count: number): Promise<void> => {
  const before = voiceOf(mirror).length
  await expect.poll(() => voiceOf(mirror).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(before + count)
}
const judge = async (page: Page): Promise<void> => {
  const heard = await heardSoFar(page)
  console.log(`longest stall ${longestStall(heard).toFixed(0)} ms, drift ${drift(heard).toFixed(0)} ms`)
  expect(await waitsOf(page)).toEqual([])
  expect(longestStall(heard)).toBeLessThan(500)
  expect(drift(heard)).toBeLessThan(300)
}

test('the pathway that is told is gone over to in mid-stream, and nobody hears it; a steering server that dies changes nothing', async ({
  browser,
}) => {
  const [a, b, server] = evening.mirrors
  const page = await openNearLive(browser, evening.address)
  await hear(page, 6)
  expect(voiceOf(a).length).toBeGreaterThan(1)
  expect(voiceOf(b)).toEqual([])

  order = ['B', 'A']
  await asksFor(b, 2)
  const left = voiceOf(a).length
  await hear(page, 10)
  expect(voiceOf(a)).toHaveLength(left)

  const told = (server?.asked ?? []).filter(({ path }) => path.startsWith('/steer')).map(({ path }) => path)
  expect(told[0]).toMatch(/^\/steer\?_HLS_pathway=%22A%22/)
  expect(told.at(-1)).toMatch(/^\/steer\/again\?s=1&_HLS_pathway=%22B%22&_HLS_throughput=\d+$/)

  // The server dies: the order it told last stays, and so does the broadcast.
  await server?.become('refused')
  await hear(page, 3 * ttl)
  expect(voiceOf(a)).toHaveLength(left)
  // The pathway it told dies too: what works is more than what is wished for.
  await b?.become('silent')
  await asksFor(a, 2)
  await hear(page, 12)
  await judge(page)
  await page.context().close()
})

test('a steering server that lies does no harm', async ({ browser }) => {
  const [a, , server] = evening.mirrors
  await server?.become('portal')
  const page = await openNearLive(browser, evening.address)
  await hear(page, 8)
  expect(voiceOf(a).length).toBeGreaterThan(1)
  await server?.become(null)
  // Pathways nobody has: the one in use stays.
  order = ['nobody', 'nothing']
  await hear(page, 3 * ttl)
  await judge(page)
  await page.context().close()
})
