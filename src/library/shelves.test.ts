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
    const state = (missing: string[]) => availabilityOf(testReader(missing), item('address'), 'en', null)
    expect(state([])).toEqual({ state: 'here', bytes: 147 })
    expect(state(['items/address/audio.m4a']).state).toBe('partly')
    const all = ['items/address/audio.m4a', 'items/address/en.md', 'items/address/en.vtt']
    expect(state(all)).toEqual({ state: 'coming', bytes: 147 })
  })

  it('tell apart what comes by itself from what this phone does without', () => {
    const state = (missing: string[], wanted: boolean) =>
      availabilityOf(testReader(missing), item('film'), 'en', { wants: () => wanted }).state
    expect(state(['items/film/video.mp4'], true)).toBe('coming')
    expect(state(['items/film/video.mp4'], false)).toBe('absent')
    const address = ['items/address/audio.m4a']
    expect(availabilityOf(testReader(address), item('address'), 'en', { wants: () => false }).state).toBe(
      'wordsOnly',
    )
  })

  it('read the item out of the path', () => {
    expect(itemIdOf('/read')).toBeNull()
    expect(itemIdOf('/read/')).toBeNull()
    expect(itemIdOf('/read/work')).toBe('work')
  })
})
