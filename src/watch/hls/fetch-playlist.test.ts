import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fetchFirst } from './fetch-playlist.ts'

/** A real server on loopback that answers when the test says so; only the clock of the waits is ours. */
let server: Server
let address = ''
let asked: ServerResponse[] = []
beforeEach(async () => {
  asked = []
  server = createServer((_, response) => void asked.push(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/main.m3u8`
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(async () => {
  vi.useRealTimers()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
const requests = (count: number) => vi.waitFor(() => expect(asked).toHaveLength(count), { timeout: 5000 })
/** So many seconds pass without a word. */
const silent = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)
const never = new AbortController().signal

it('waits for a first packet that takes twenty seconds, and says after six that nothing comes', async () => {
  const onSilence = vi.fn()
  const text = fetchFirst(address, never, undefined, onSilence)
  await requests(1)
  await silent(5)
  expect(onSilence).not.toHaveBeenCalled()
  await silent(6)
  expect(onSilence).toHaveBeenCalledTimes(1)
  await silent(9)
  asked[0]?.end('#EXTM3U')
  expect(await text).toBe('#EXTM3U')
})

it('asks once more beside a connection that may be lost, and takes whichever answers', async () => {
  const text = fetchFirst(address, never)
  await requests(1)
  await silent(13)
  await requests(2)
  asked[1]?.end('#EXTM3U second')
  expect(await text).toBe('#EXTM3U second')
  // The other one is not left open.
  await vi.waitFor(() => expect(asked[0]?.destroyed).toBe(true))
})

it('fails at once where it is refused, and not before the second where that one is under way', async () => {
  const refused = fetchFirst(address, never)
  await requests(1)
  asked[0]?.writeHead(404).end()
  await expect(refused).rejects.toMatchObject({ key: 'not-found' })

  const late = fetchFirst(address, never)
  await requests(2)
  await silent(13)
  await requests(3)
  asked[1]?.writeHead(500).end()
  asked[2]?.end('#EXTM3U')
  expect(await late).toBe('#EXTM3U')
})

it('gives up where nobody answers, and at once where it is no longer wanted', async () => {
  const text = fetchFirst(address, never)
  text.catch(() => undefined)
  await requests(1)
  await silent(13)
  await requests(2)
  await silent(31)
  await expect(text).rejects.toMatchObject({ key: 'timeout' })

  const leaving = new AbortController()
  const left = fetchFirst(address, leaving.signal)
  await requests(3)
  leaving.abort()
  await expect(left).rejects.toThrow()
  await vi.waitFor(() => expect(asked[2]?.destroyed).toBe(true))
})
