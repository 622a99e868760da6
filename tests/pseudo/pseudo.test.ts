import { describe, expect, it } from 'vitest'
import { places } from '../../src/ui/languages/en.ts'
import { accents, backwards, pseudo } from './pseudo.ts'

describe('a pseudo-language', () => {
  it('brackets, accents and stretches what a message says, and leaves what is put into it', () => {
    const { watch } = pseudo(places, accents)
    expect(watch.play).toBe('[Pĺááýý]')
    expect(watch.voiceOnlyHint('2 MB', '9 MB')).toBe('[2 MB áá mííńúúťéé, ííńśťééááď óóf 9 MB]')
    expect(watch.back(15)).toBe('[Ɓááćķ 15 śééćóóńďś]')
  })

  it('is about 40 % longer', () => {
    const text = Object.values(places.problems).join(' ')
    expect(accents(text).length / text.length).toBeGreaterThan(1.3)
  })

  it('runs from right to left, word by word', () => {
    expect(backwards('Go live, 12')).toBe('\u202eGo\u202c \u202elive\u202c, 12')
  })

  it('has every message of English', () => {
    const keys = (of: object): unknown =>
      Object.entries(of).map(([key, one]) => [key, typeof one === 'object' ? keys(one) : typeof one])
    expect(keys(pseudo(places, accents))).toEqual(keys(places))
  })
})
