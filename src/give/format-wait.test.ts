import { expect, it } from 'vitest'
import { formatWait } from './format-wait.ts'

it.each([
  [1, 'in 15 seconds'],
  [31_000, 'in 45 seconds'],
  [60_000, 'in 60 seconds'],
  [60_001, 'in 2 minutes'],
  [299_000, 'in 5 minutes'],
  [3_600_001, 'in 2 hours'],
])('%d ms is %s', (ms, words) => expect(formatWait(ms, 'en-PK')).toBe(words))

it('speaks Urdu', () => expect(formatWait(299_000, 'ur-PK-u-nu-latn')).toBe('5 منٹ میں'))
