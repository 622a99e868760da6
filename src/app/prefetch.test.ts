import { describe, expect, it, vi } from 'vitest'
import { isGoodLink, type LinkFacts, prefetchWhenIdle, speedOf } from './prefetch.ts'

describe('a good link', () => {
  it.each<[LinkFacts, boolean]>([
    [{ reach: 'up', kbps: 1000 }, true],
    [{ reach: 'up', kbps: 240 }, false],
    [{ reach: 'unknown', kbps: 1000 }, false],
    [{ reach: 'down', kbps: null }, false],
    [{ reach: 'slow', kbps: 1000 }, false],
    [{ reach: 'up', kbps: null }, true],
    [{ reach: 'up', effectiveType: '4g', kbps: 1000 }, true],
    [{ reach: 'up', effectiveType: '4g', kbps: 50 }, false],
    [{ reach: 'up', effectiveType: '3g', kbps: 400 }, true],
    [{ reach: 'up', effectiveType: '2g', kbps: 1000 }, false],
    [{ reach: 'up', effectiveType: 'slow-2g', kbps: 1000 }, false],
    [{ reach: 'up', effectiveType: '4g', saveData: true, kbps: 9000 }, false],
  ])('%j: %s', (facts, good) => expect(isGoodLink(facts)).toBe(good))
})

it('measures by the largest file that came over the network', () => {
  const files = [
    { transferSize: 700, duration: 5 },
    { transferSize: 12_500, duration: 200 },
    { transferSize: 0, duration: 1 },
  ]
  expect(speedOf(files)).toBe(500)
  expect(speedOf([{ transferSize: 0, duration: 1 }])).toBeNull()
  expect(speedOf([])).toBeNull()
})

describe('fetching ahead', () => {
  const good: LinkFacts = { reach: 'up', kbps: 1000 }
  const flush = () => new Promise((resolve) => setTimeout(resolve))

  it('is done one by one, each when there is nothing else to do', async () => {
    const waiting: (() => void)[] = []
    const loads = [vi.fn(async () => {}), vi.fn(async () => {})] as const
    prefetchWhenIdle(
      loads,
      () => good,
      (then) => void waiting.push(then),
    )
    expect(loads[0]).not.toHaveBeenCalled()
    waiting.shift()?.()
    await flush()
    expect(loads.map((load) => load.mock.calls.length)).toEqual([1, 0])
    waiting.shift()?.()
    await flush()
    expect(loads.map((load) => load.mock.calls.length)).toEqual([1, 1])
    expect(waiting).toEqual([])
  })

  it('ends where the link is bad, becomes bad or goes', async () => {
    let facts: LinkFacts = { reach: 'up', saveData: true, kbps: 1000 }
    const load = vi.fn(async () => {
      facts = { reach: 'up', kbps: 20 }
    })
    const idle = (then: () => void) => then()
    prefetchWhenIdle([load], () => facts, idle)
    expect(load).not.toHaveBeenCalled()
    facts = good
    prefetchWhenIdle([load, load], () => facts, idle)
    await flush()
    expect(load).toHaveBeenCalledTimes(1)
    const lost = vi.fn(async () => {
      throw new TypeError('Failed to fetch')
    })
    prefetchWhenIdle([lost, load], () => good, idle)
    await flush()
    expect(load).toHaveBeenCalledTimes(1)
  })

  it('does not tell of code that does not come: nobody waits for it', async () => {
    vi.useFakeTimers()
    // Anew: what the tests before have fetched ahead still trails.
    vi.resetModules()
    const { missing } = await import('./preload.ts')
    const { prefetchWhenIdle } = await import('./prefetch.ts')
    const tell = vi.fn()
    missing.tell = tell
    const late: (() => void)[] = []
    const lost = async () => {
      missing.tell()
      late.push(() => missing.tell())
      throw new TypeError('Failed to fetch')
    }
    prefetchWhenIdle(
      [lost],
      () => good,
      (then) => then(),
    )
    await vi.advanceTimersByTimeAsync(100)
    for (const one of late) one()
    expect(tell).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(5_000)
    missing.tell()
    expect(tell).toHaveBeenCalledOnce()
    vi.useRealTimers()
  })
})
