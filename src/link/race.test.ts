import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { placeOf } from './equal-addresses.ts'
import { createMirrors } from './mirror-board.ts'
import { raceMirrors } from './race.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const hosts = ['https://a.example/', 'https://b.example/', 'https://c.example/']
/** Mirrors that answer after so many ms. */
const race = async (answers: readonly number[]) => {
  const mirrors = createMirrors(hosts.map(placeOf))
  const asked: number[] = []
  const ask = (place: number): Promise<number> => {
    asked.push(place)
    return new Promise((resolve) => setTimeout(() => resolve(place), answers[place]))
  }
  const won = raceMirrors(mirrors, 0, ask, new AbortController().signal)
  await vi.advanceTimersByTimeAsync(20_000)
  return { place: (await won).place, asked, next: mirrors.pick(), scores: mirrors.standing.get().scores }
}

it('asks nobody else where the first answers', async () => {
  expect(await race([500, 100, 100])).toMatchObject({ place: 0, asked: [0], next: 0 })
})

it('leaves one that is overtaken: what is asked for next need not wait for it too', async () => {
  const { place, asked, next, scores } = await race([9000, 300, 300])
  expect([place, asked, next]).toEqual([1, [0, 1], 1])
  expect(scores[0]?.last?.kind).toBe('slow')
})

it('does not blame one that was asked later than the one that answered', async () => {
  const { place, asked, scores } = await race([2500, 9000, 300])
  expect([place, asked]).toEqual([0, [0, 1]])
  expect(scores[1]?.failures).toBe(0)
})
