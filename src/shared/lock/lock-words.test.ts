import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWords, wordsOf } from './lock-words.ts'

const key = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => new Uint8Array(bytes))

describe('twelve words', () => {
  it('are those of BIP-39 (its own first test vectors)', () => {
    expect(wordsOf(new Uint8Array(16))).toBe(`${'abandon '.repeat(11)}about`)
    expect(wordsOf(new Uint8Array(16).fill(0x7f))).toBe(
      'legal winner thank year wave sausage worth useful legal winner thank yellow',
    )
  })

  it('give their key back, as people type them', () => {
    fc.assert(
      fc.property(key, (bytes) => {
        const words = wordsOf(bytes)
        expect(words.split(' ')).toHaveLength(12)
        expect(readWords(words)).toEqual({ key: bytes })
        expect(readWords(words.toUpperCase().split(' ').join(',\n'))).toEqual({ key: bytes })
        const numbered = words.split(' ').map((word, index) => `${index + 1}. ${word.slice(0, 4)}`)
        expect(readWords(numbered.join(' '))).toEqual({ key: bytes })
      }),
    )
  })

  it('never give the right key where one of them is another, and say so fifteen times in sixteen', () => {
    let noticed = 0
    let tried = 0
    fc.assert(
      fc.property(key, key, fc.nat({ max: 11 }), (bytes, others, at) => {
        const words = wordsOf(bytes).split(' ')
        const other = wordsOf(others).split(' ')[at] ?? ''
        if (other === words[at]) return
        words[at] = other
        tried++
        const reading = readWords(words.join(' '))
        if ('fault' in reading) noticed++
        else expect(reading.key).not.toEqual(bytes)
      }),
      { numRuns: 1000 },
    )
    expect(noticed / tried).toBeGreaterThan(0.9)
  })

  it('say what is missing, what is too much, and which is none', () => {
    const words = wordsOf(new Uint8Array(16).fill(9)).split(' ')
    expect(readWords('')).toEqual({ fault: 'incomplete', have: 0, of: 12 })
    expect(readWords(`${words.slice(0, 5).join(' ')} `)).toEqual({ fault: 'incomplete', have: 5, of: 12 })
    // Still being typed.
    expect(readWords('abandon abo')).toEqual({ fault: 'incomplete', have: 1, of: 12 })
    expect(readWords('abandon xyl')).toEqual({ fault: 'word', word: 'xyl' })
    expect(readWords('lantern about zoo')).toEqual({ fault: 'word', word: 'lantern' })
    expect(readWords([...words, 'zoo'].join(' '))).toEqual({ fault: 'long', have: 13, of: 12 })
    expect(readWords('نو بجے')).toEqual({ fault: 'word', word: 'نو' })
  })
})
