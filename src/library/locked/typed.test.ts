import { describe, expect, it } from 'vitest'
import type { Item } from '../../shared/content.ts'
import { codeOf } from '../../shared/lock/code.ts'
import { wordsOf } from '../../shared/lock/lock-words.ts'
import { lockKeyHash } from '../../shared/lock/seal.ts'
import type { EditionReader } from '../../shared/reader.ts'
import { judge, modeOf } from './typed.ts'

const [key, other, stranger] = [3, 4, 5].map((seed) => new Uint8Array(16).fill(seed)) as [
  Uint8Array<ArrayBuffer>,
  Uint8Array<ArrayBuffer>,
  Uint8Array<ArrayBuffer>,
]
const item = (id: string): Item => ({ id, kind: 'chapter', title: { en: id, ur: id } })
const readerOf = async () =>
  ({
    manifest: {
      locks: [
        { id: 'at-nine', keySha256: await lockKeyHash(key), files: [] },
        { id: 'anthem', keySha256: await lockKeyHash(other), files: [] },
      ],
    },
    content: { items: [item('at-nine'), item('anthem')] },
  }) as unknown as EditionReader

describe('something typed', () => {
  it('is a code once it is a right one, words once there are six of them, and nothing for certain before', () => {
    expect(modeOf(codeOf(key))).toBe('code')
    expect(modeOf(codeOf(key).toLowerCase().replaceAll('-', ' '))).toBe('code')
    expect(modeOf(wordsOf(key))).toBe('words')
    expect(modeOf(`1. ${wordsOf(key).split(' ').join('\n2. ')}`)).toBe('words')
    expect(modeOf('')).toBeNull()
    expect(modeOf('K7W2-KMFP-C075')).toBeNull()
    expect(modeOf('ABCD EFGH JKMN PQRS TVWX YZAB')).toBeNull()
    expect(modeOf('abandon ability')).toBeNull()
  })

  it('is judged by its check characters, then by the hash of its key', async () => {
    const reader = await readerOf()
    const judged = (typed: string, mode: 'code' | 'words' = 'code') =>
      judge(typed, mode, item('at-nine'), reader)
    expect(await judged(codeOf(key))).toEqual({ right: true, key })
    expect(await judged(wordsOf(key), 'words')).toEqual({ right: true, key })
    expect(await judged(codeOf(other))).toEqual({ fault: 'other', item: item('anthem'), key: other })
    expect(await judged(wordsOf(other), 'words')).toMatchObject({ fault: 'other' })
    expect(await judged(codeOf(stranger))).toEqual({ fault: 'unknown' })
    expect(await judged(codeOf(key).slice(0, 12))).toEqual({ fault: 'incomplete', have: 10, of: 28 })
    const wrong = codeOf(key).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    expect(await judged(wrong)).toEqual({ fault: 'mistyped' })
    expect(await judged('lantern', 'words')).toEqual({ fault: 'word', word: 'lantern' })
  })
})
