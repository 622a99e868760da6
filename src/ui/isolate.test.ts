import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isolated, isolating } from './isolate.ts'
import * as english from './languages/en.ts'
import * as urdu from './languages/ur.ts'

describe('what is put into a message', () => {
  it('is isolated in a line of Urdu, whatever it is', () =>
    fc.assert(
      fc.property(fc.string(), (amount) => {
        expect(isolating(urdu.places).watch.used(amount)).toBe(urdu.places.watch.used(isolated(amount)))
      }),
    ))

  it('is isolated in a line of English where it is written from the right itself', () => {
    const { removeLabel } = isolating(english.desk).keep
    expect(removeLabel('منشور', '12 kB')).toBe('Remove \u2068منشور\u2069 (\u206812 kB\u2069)')
    expect(removeLabel('Work', '12 kB')).toBe('Remove Work (12 kB)')
  })

  it('leaves counts and plain messages as they are', () => {
    const ur = isolating(urdu.desk)
    expect(ur.find.count(3)).toBe(urdu.desk.find.count(3))
    expect(ur.find.programme).toBe(urdu.desk.find.programme)
    expect(ur.keep.undo).toBe(urdu.desk.keep.undo)
  })
})
