import { expect, it } from 'vitest'
import { grouped } from './grouped.ts'

it.each([
  ['PK81DEMO0000001123456702', 'PK81 DEMO 0000 0011 2345 6702'],
  ['000000778801', '0000 0077 8801'],
  ['0000-0000001', '0000-0000001'],
  ['DE89 3704 0044', 'DE89 3704 0044'],
])('%s is written %s', (number, written) => expect(grouped(number)).toBe(written))
