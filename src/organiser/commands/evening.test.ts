import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runToEnd, start } from '../testing/command.ts'
import { createScratch, demoKeys, demoSource, type Scratch } from '../testing/source.ts'

let world: Scratch
/** The folders every evening here serves. */
let served: string[]
const taken = createServer()
let takenPort = 0

beforeAll(async () => {
  world = createScratch()
  mkdirSync(world.in('app'))
  writeFileSync(world.in('app', 'index.html'), '<!doctype html><title>Sada</title>')
  const built = await runToEnd([
    ...['edition', 'build', demoSource],
    ...['--keys', demoKeys, '--out', world.in('edition')],
  ])
  expect(built).toMatchObject({ code: 0, err: '' })
  served = ['--app', world.in('app'), '--edition', world.in('edition')]
  taken.listen(0, '127.0.0.1')
  await once(taken, 'listening')
  takenPort = (taken.address() as AddressInfo).port
})
afterAll(() => {
  taken.close()
  world[Symbol.dispose]()
})

let evenings = 0
const freshData = (): string => world.in(`data-${evenings++}`)
/** Starts an evening on a free port; resolves when it listens. */
const startEvening = async (data: string, ...more: string[]) => {
  const running = start(['evening', '--json', '--port', '0', '--data', data, ...served, ...more])
  const [, address = ''] = await running.printed(/^\{"address":"([^"]+)"\}\n/)
  return { running, address }
}
const text = async (url: string, headers: Record<string, string> = {}): Promise<string> => {
  const response = await fetch(url, { headers })
  expect(response.status).toBe(200)
  return response.text()
}
const segments = (playlist: string): string[] => playlist.match(/^s\d+\.\w+$/gm) ?? []
const began = (playlist: string): string => /PROGRAM-DATE-TIME:(.*)/.exec(playlist)?.[1] ?? ''

describe.concurrent('an evening', () => {
  it('serves app, edition, broadcast and gateway from one address, and ends cleanly', async () => {
    const { running, address } = await startEvening(freshData())
    await using _ = running
    expect(await text(`${address}/v1/health`)).toBe('{"status":"ok"}')
    expect(await text(`${address}/give`, { accept: 'text/html' })).toContain('<title>Sada</title>')
    expect(await text(`${address}/edition/manifest.json`)).toBe(
      readFileSync(world.in('edition', 'manifest.json'), 'utf8'),
    )
    expect(await text(`${address}/broadcast/main.m3u8`)).toContain('#EXT-X-STREAM-INF')
    // Ten minutes have gone out before it begins.
    expect(segments(await text(`${address}/broadcast/voice-low/index.m3u8`)).length).toBeGreaterThanOrEqual(
      150,
    )
    expect(await running.end('SIGTERM')).toBe(0)
    expect(running.stdout()).toBe(`{"address":"${address}"}\n`)
  })
  it.each(['SIGINT', 'SIGKILL'] as const)(
    'goes on with the broadcast where it was, after %s',
    async (signal) => {
      const data = freshData()
      const first = await startEvening(data)
      const before = await text(`${first.address}/broadcast/text-en/index.m3u8`)
      expect(await first.running.end(signal)).toBe(signal === 'SIGINT' ? 0 : null)
      const second = await startEvening(data)
      await using _ = second.running
      const after = await text(`${second.address}/broadcast/text-en/index.m3u8`)
      expect(began(after)).toBe(began(before))
      expect(segments(after).slice(0, segments(before).length)).toEqual(segments(before))
    },
  )
  it('lets the link be cut and mended by keys, in the middle of a request', async () => {
    const { running, address } = await startEvening(freshData(), '--weather', 'cut')
    await using _ = running
    await expect(fetch(`${address}/v1/health`, { signal: AbortSignal.timeout(500) })).rejects.toThrow()
    const waiting = text(`${address}/v1/totals`)
    running.child.stdin.write('g')
    await running.printed(/good: no limit/)
    expect(JSON.parse(await waiting)).toHaveProperty('currencies')
    expect(await running.end('SIGTERM')).toBe(0)
  })
  it('cuts the speaker by a key, and remembers the silence over a restart', async () => {
    const data = freshData()
    const first = await startEvening(data, '--weather', 'good')
    first.running.child.stdin.write('f')
    await first.running.printed(/speaker: cut off/)
    expect(await first.running.end('SIGTERM')).toBe(0)
    const progress = () => JSON.parse(readFileSync(`${data}/broadcast.json`, 'utf8'))
    const { frozenAt } = progress()
    expect(frozenAt).toBeTypeOf('number')
    const second = await startEvening(data)
    await using _ = second.running
    expect(progress()).toMatchObject({ frozenAt: null, pauses: [{ ms: expect.any(Number) }] })
  })
})

describe.concurrent('what stands in the way is said on standard error', () => {
  it.each([[[]], [['--weather', 'good']]])('a port that is taken %j', async (weather) => {
    const argv = ['evening', '--port', String(takenPort), '--data', freshData(), ...served, ...weather]
    const { code, out, err } = await runToEnd(argv)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(`Port ${takenPort} is taken by another program. Use --port to choose another.`)
  })
  it('an app that is not built', async () => {
    const argv = ['evening', '--port', '0', '--data', freshData(), '--app', world.in('nowhere')]
    const { code, out, err } = await runToEnd(argv)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('there is no built app')
    expect(err).toContain('npm run build')
  })
  it('a data folder that is a file', async () => {
    const data = freshData()
    writeFileSync(data, '')
    const { code, err } = await runToEnd(['evening', '--port', '0', '--data', data, ...served])
    expect(code).toBe(1)
    expect(err).toContain(`the data folder ${data} cannot be used`)
  })
  it('a port, a weather and a proxy that are none', async () => {
    for (const wrong of [
      ['--port', '70000'],
      ['--weather', 'sunny'],
      ['--trust-proxy', '10.0.0.1, somewhere'],
    ]) {
      const { code, out, err } = await runToEnd(['evening', '--data', freshData(), ...served, ...wrong])
      expect([code, out]).toEqual([2, ''])
      expect(err).toContain(wrong[1]?.split(' ').at(-1))
    }
  })
})

describe.concurrent('the environment', () => {
  it('names port and folder', async () => {
    const data = freshData()
    const { code, err } = await runToEnd(['evening', ...served], { PORT: String(takenPort), SADA_DATA: data })
    expect(code).toBe(1)
    expect(err).toContain(`Port ${takenPort} is taken`)
    expect(existsSync(data)).toBe(true)
  })
  it('is outranked by options', async () => {
    const [data, other] = [freshData(), freshData()]
    const argv = ['evening', '--json', '--port', '0', '--data', data, ...served]
    await using running = start(argv, { PORT: String(takenPort), SADA_DATA: other })
    await running.printed(/"address"/)
    expect([existsSync(data), existsSync(other)]).toEqual([true, false])
  })
  it('names a database, and the word metrics are had by', async () => {
    const argv = ['evening', '--json', '--port', '0', '--data', freshData(), ...served]
    const { code, err } = await runToEnd(argv, { DATABASE_URL: 'postgres://sada:secret@127.0.0.1:1/sada' })
    expect(code).toBe(1)
    expect(err + (await runToEnd(argv, { DATABASE_URL: 'mysql://x' })).err).not.toContain('secret')
    await using running = start(argv, { SADA_METRICS_TOKEN: 'a word' })
    const [, address = ''] = await running.printed(/^\{"address":"([^"]+)"\}\n/)
    expect((await fetch(`${address}/metrics`)).status).toBe(404)
    expect(await text(`${address}/metrics`, { authorization: 'Bearer a word' })).toContain('sada_')
  })
})
