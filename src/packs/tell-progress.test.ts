import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { tellEveryMs, tellProgress } from './tell-progress.ts'

const at = (bytes: number, items = 0) => ({ items, itemsTotal: 9, bytes, bytesTotal: 99, arriving: {} })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('progress', () => {
  it('is told at once, then now and then, and the last before a stall is told too', () => {
    const told: number[] = []
    const { tell } = tellProgress(({ bytes }) => told.push(bytes))
    for (const bytes of [1, 2, 3]) tell(at(bytes))
    expect(told).toEqual([1])
    vi.advanceTimersByTime(tellEveryMs)
    expect(told).toEqual([1, 3])
    vi.advanceTimersByTime(10 * tellEveryMs)
    expect(told).toEqual([1, 3])
  })
  it('of a whole file is told always, and what came before it is not told after it', () => {
    const told: number[] = []
    const { tell } = tellProgress(({ bytes }) => told.push(bytes))
    tell(at(1))
    tell(at(2))
    tell(at(5, 1))
    vi.advanceTimersByTime(2 * tellEveryMs)
    expect(told).toEqual([1, 5])
  })
  it('is told no more once it has ended', () => {
    const told: number[] = []
    const { tell, end } = tellProgress(({ bytes }) => told.push(bytes))
    tell(at(1))
    tell(at(2))
    end()
    vi.advanceTimersByTime(2 * tellEveryMs)
    expect(told).toEqual([1])
  })
})
