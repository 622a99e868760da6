import { expect, it } from 'vitest'
import { claimWire, onFreeWire, untilClaimedWire, wireClaimed } from './right-of-way.ts'

/** Work that ends when it is told to, and is broken off like a request. */
const slow = () => {
  const runs: { signal: AbortSignal; finish: (value: string) => void }[] = []
  const work = (signal: AbortSignal) =>
    new Promise<string>((finish, reject) => {
      runs.push({ signal, finish })
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  return { runs, work }
}
const settled = () => new Promise((resolve) => setTimeout(resolve))

it('waits while the voice needs the link, is broken off when it does, and goes on afterwards', async () => {
  const { signal } = new AbortController()
  const [mine, other] = [claimWire(), claimWire()]
  mine.hold(true)
  const { runs, work } = slow()
  const done = onFreeWire(signal, work)
  await settled()
  expect(runs).toHaveLength(0)
  other.hold(true)
  mine.end()
  await settled()
  expect(runs).toHaveLength(0)
  other.end()
  await settled()
  expect(runs).toHaveLength(1)
  mine.hold(true)
  await settled()
  expect(runs[0]?.signal.aborted).toBe(true)
  expect(runs).toHaveLength(1)
  mine.hold(false)
  await settled()
  runs[1]?.finish('whole')
  expect(await done).toBe('whole')
  expect(wireClaimed.get()).toBe(false)
})

it('tells failures as they are, and ends with whoever asked', async () => {
  const stop = new AbortController()
  await expect(onFreeWire(stop.signal, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  const mine = claimWire()
  mine.hold(true)
  const waiting = onFreeWire(stop.signal, async () => 'never')
  stop.abort(new Error('closed'))
  await expect(waiting).rejects.toThrow('closed')
  mine.end()
})

it('tells that the link has been needed, also once that is over', async () => {
  const mine = claimWire()
  mine.hold(true)
  mine.end()
  await untilClaimedWire()
  expect(wireClaimed.get()).toBe(false)
})
