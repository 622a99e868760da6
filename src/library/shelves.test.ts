import { describe, expect, it } from 'vitest'
import { availabilityOf, itemIdOf, neighbours, shelvesOf } from './shelves.ts'
import { testReader } from './test-reader.tsx'

const reader = testReader()
const item = (id: string) => reader.content.items.find((candidate) => candidate.id === id)!

describe('shelves', () => {
  it('go by kind, chapters in reading order, notices newest first', () => {
    const shelves = shelvesOf(reader.content).map(({ kind, items }) => [kind, items.map(({ id }) => id)])
    expect(shelves).toEqual([
      ['notice', ['new', 'old']],
      ['chapter', ['work', 'water', 'schools']],
      ['speech', ['address']],
      ['slideshow', ['tribute']],
      ['documentary', ['film']],
    ])
  })

  it('know what stands before and after', () => {
    expect(neighbours(reader.content, item('work'))).toMatchObject({ previous: null, next: { id: 'water' } })
    expect(neighbours(reader.content, item('water'))).toMatchObject({
      previous: { id: 'work' },
      next: { id: 'schools' },
    })
    expect(neighbours(reader.content, item('film'))).toEqual({ previous: null, next: null })
  })

  it('tell what is here, partly here, and still coming, with its size', () => {
    const state = (missing: string[]) => availabilityOf(testReader(missing), item('address'), 'en')
    expect(state([])).toEqual({ state: 'here', bytes: 26 })
    expect(state(['items/address/audio.m4a']).state).toBe('partly')
    expect(state(['items/address/audio.m4a', 'items/address/en.md'])).toEqual({ state: 'coming', bytes: 26 })
  })

  it('read the item out of the path', () => {
    expect(itemIdOf('/read')).toBeNull()
    expect(itemIdOf('/read/')).toBeNull()
    expect(itemIdOf('/read/work')).toBe('work')
  })
})
