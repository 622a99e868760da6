import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Answer } from '../../link/request.ts'
import { utf8 } from '../../shared/bytes.ts'
import { ProblemError } from '../../shared/problem.ts'
import type { SteeringManifest } from '../hls/content-steering.ts'
import { followSteering } from './steering-server.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const answer = (status: number, body: unknown, headers = {}): Answer => ({
  status,
  headers: new Headers(headers),
  bytes: utf8(typeof body === 'string' ? body : JSON.stringify(body)),
})
const order = (...priority: string[]) => ({ VERSION: 1, TTL: 20, 'PATHWAY-PRIORITY': priority })

/** A server that says one thing after the other; after the last, nothing. */
const follow = (said: (Answer | Error)[], server = 'https://ours.example/steer') => {
  const asked: { at: number; url: string }[] = []
  const told: SteeringManifest[] = []
  const started = Date.now()
  const ending = new AbortController()
  let over = false
  void followSteering({
    server,
    isAllowed: (uri) => uri.startsWith('https://ours.example/'),
    pathway: () => 'A',
    kbps: () => 700,
    onManifest: (manifest) => told.push(manifest),
    signal: ending.signal,
    random: () => 0,
    ask: (url) => {
      asked.push({ at: (Date.now() - started) / 1000, url })
      const next = said.shift() ?? new ProblemError('offline', url)
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next)
    },
  }).then(() => {
    over = true
  })
  return { asked, told, over: () => over, end: () => ending.abort(), times: () => asked.map(({ at }) => at) }
}
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)

it('asks as often as it is told, and says which pathway is in use', async () => {
  const { asked, told, times, end } = follow([answer(200, order('B', 'A')), answer(200, order('A'))])
  await pass(21)
  expect(times()).toEqual([0, 20])
  expect(told.map(({ priority }) => priority)).toEqual([['B', 'A'], ['A']])
  expect(asked[0]?.url).toBe('https://ours.example/steer?_HLS_pathway=%22A%22&_HLS_throughput=512000')
  end()
})

it('keeps what was said last and asks less and less of one that is dead, or talks nonsense', async () => {
  const nonsense = answer(200, '<h1>Log in</h1>')
  const { told, times, end, over } = follow([answer(200, order('A')), nonsense, answer(503, ''), nonsense])
  await pass(400)
  expect(times()).toEqual([0, 20, 40, 80, 160, 320])
  expect(told).toHaveLength(1)
  end()
  await pass(1)
  expect(over()).toBe(true)
})

it('asks one that never answered every five minutes at first', async () => {
  const { times, end } = follow([])
  await pass(1000)
  expect(times()).toEqual([0, 300, 900])
  end()
})

it('stops where it is told that there is nothing any more', async () => {
  const { times, over } = follow([answer(200, order('A')), answer(410, '')])
  await pass(10_000)
  expect(times()).toEqual([0, 20])
  expect(over()).toBe(true)
})

it('waits as long as a busy server asks it to', async () => {
  const { times, end } = follow([answer(429, '', { 'retry-after': '77' }), answer(200, order('A'))])
  await pass(80)
  expect(times()).toEqual([0, 77])
  end()
})

it('goes where it is sent, unless the edition does not name that place', async () => {
  const to = (uri: string) => answer(200, { ...order('A'), 'RELOAD-URI': uri })
  const { asked, end } = follow([to('other?s=1'), to('https://spy.example/steer')])
  await pass(41)
  const paths = asked.map(({ url }) => url.split('_HLS')[0])
  expect(paths).toEqual([
    'https://ours.example/steer?',
    'https://ours.example/other?s=1&',
    'https://ours.example/other?s=1&',
  ])
  end()
})

it('never asks a server the edition does not name', async () => {
  const { asked, over } = follow([], 'https://spy.example/steer')
  await pass(1000)
  expect([asked.length, over()]).toEqual([0, true])
})

it('reads one that is in the playlist itself, and goes on where that says', async () => {
  const inline = (more = {}) =>
    `data:application/json;base64,${btoa(JSON.stringify({ ...order('A'), ...more }))}`
  const alone = follow([], inline())
  await pass(1000)
  expect([alone.told.length, alone.asked.length, alone.over()]).toEqual([1, 0, true])
  const sent = follow([], inline({ 'RELOAD-URI': 'https://ours.example/next' }))
  await pass(21)
  expect(sent.asked[0]?.url).toContain('https://ours.example/next?')
  sent.end()
})
