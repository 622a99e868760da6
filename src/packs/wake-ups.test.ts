import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextWake, wakeUps } from './wake-ups.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const world = () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState })
  const network = new EventTarget()
  const wake = vi.fn()
  const bell = wakeUps(wake, { page, network, random: () => 0.5 })
  const see = (visibilityState: DocumentVisibilityState) => {
    page.visibilityState = visibilityState
    page.dispatchEvent(new Event('visibilitychange'))
  }
  return { network, wake, bell, see }
}
const minutes = (n: number) => vi.advanceTimersByTime(n * 60_000)

describe('wakeUps', () => {
  it('wakes every ten minutes while the page is seen', () => {
    const { wake } = world()
    minutes(9)
    expect(wake).toHaveBeenCalledTimes(0)
    minutes(21)
    expect(wake).toHaveBeenCalledTimes(3)
  })

  it('stays asleep while the page is hidden, and wakes when it is seen again', () => {
    const { wake, see } = world()
    see('hidden')
    minutes(60)
    expect(wake).not.toHaveBeenCalled()
    see('visible')
    expect(wake).toHaveBeenCalledOnce()
    see('hidden')
    see('visible')
    expect(wake).toHaveBeenCalledOnce()
  })

  it('wakes when the phone comes online', () => {
    const { wake, network } = world()
    network.dispatchEvent(new Event('online'))
    expect(wake).toHaveBeenCalledOnce()
  })

  it('can be woken sooner, and not at all after it was stopped', () => {
    const { wake, bell, network } = world()
    bell.sooner(5000)
    vi.advanceTimersByTime(5000)
    expect(wake).toHaveBeenCalledOnce()
    bell.stop()
    network.dispatchEvent(new Event('online'))
    minutes(60)
    expect(wake).toHaveBeenCalledOnce()
  })

  it('spreads a crowd over eight to twelve minutes', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (draw) => {
        const ms = nextWake(() => draw)
        expect(ms).toBeGreaterThanOrEqual(8 * 60_000)
        expect(ms).toBeLessThanOrEqual(12 * 60_000)
      }),
    )
  })
})
