import { describe, expect, it } from 'vitest'
import { wrap } from './slip.ts'

describe('lines of a slip', () => {
  const fits = (line: string) => line.length <= 10
  it('break between words, and lose none', () => {
    const lines = wrap('write the reference on the transfer', fits)
    expect(lines).toEqual(['write the', 'reference', 'on the', 'transfer'])
    expect(lines.join(' ')).toBe('write the reference on the transfer')
  })
  it('let a word that is too long stand alone', () => {
    expect(wrap('a PK81DEMO0000001123456702 b', fits)).toEqual(['a', 'PK81DEMO0000001123456702', 'b'])
  })
  it('are none for no words', () => {
    expect(wrap('', fits)).toEqual([])
  })
})
