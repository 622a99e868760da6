import { describe, expect, it } from 'vitest'
import { mostDistance, newHistory } from '../control/distance.ts'
import { networkType, recallLink, rememberLink } from './known-link.ts'

const memory = () => {
  const items = new Map<string, string>()
  return () => ({
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  })
}
const now = 1_800_000_000_000
const calm = { history: { debt: 3, seen: 2, feared: 1 }, kbps: 640.4 }

describe('what is known of a link', () => {
  it('is kept by the kind of network, and forgotten after a month', () => {
    const storage = memory()
    rememberLink(storage, 'wifi', calm, now)
    rememberLink(storage, 'cellular', { history: newHistory, kbps: undefined }, now)
    const again = recallLink(storage, 'wifi', now)
    expect(again.kbps).toBe(640)
    expect(again.history).toEqual({ debt: 0, seen: 2, feared: 1 })
    expect(recallLink(storage, 'cellular', now)).toEqual({ history: newHistory, kbps: undefined })
    expect(recallLink(storage, 'any', now).history).toEqual(newHistory)
    expect(recallLink(storage, 'wifi', now + 31 * 86_400_000).history).toEqual(newHistory)
  })

  it('is believed less the older it is', () => {
    const storage = memory()
    rememberLink(storage, 'wifi', calm, now)
    const distance = (days: number) =>
      mostDistance(recallLink(storage, 'wifi', now + days * 86_400_000).history)
    expect(distance(1)).toBeGreaterThan(distance(0))
    expect(distance(5)).toBeGreaterThan(distance(1))
  })

  it('is nothing where storage is blocked, full, or written by another hand', () => {
    const blocked = () => {
      throw new DOMException('no', 'SecurityError')
    }
    rememberLink(blocked, 'wifi', calm, now)
    expect(recallLink(blocked, 'wifi', now).history).toEqual(newHistory)
    for (const text of [
      '',
      '[]',
      'null',
      '{"wifi":{"seen":-1}}',
      '{"wifi":{"seen":1e99,"feared":0,"kbps":0,"at":0}}',
      '7',
    ]) {
      const storage = memory()
      storage().setItem('sada-watch-link', text)
      expect(recallLink(storage, 'wifi', now)).toEqual({ history: newHistory, kbps: undefined })
    }
  })

  it('tells networks apart as far as the browser does', () => {
    expect(networkType({ connection: { type: 'wifi', effectiveType: '4g' } })).toBe('wifi')
    expect(networkType({ connection: { type: 'unknown', effectiveType: '2g' } })).toBe('2g')
    expect(networkType({})).toBe('any')
  })
})
