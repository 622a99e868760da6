import { expect, it } from 'vitest'
import { parseSize } from './parse-size.ts'

it.each([
  ['8MB', 8 * 1024 * 1024],
  ['500 kb', 500 * 1024],
  ['1.5MB', 1.5 * 1024 * 1024],
  ['4096', 4096],
  ['12b', 12],
  ['2GB', 2 * 1024 ** 3],
])('%s is %i bytes', (text, bytes) => expect(parseSize(text, '--max-file', 'edition build')).toBe(bytes))

it.each(['', 'MB', '8 apples', '-1MB', '0', '0.2', '1e3'])('%j is no size', (text) =>
  expect(() => parseSize(text, '--max-file', 'edition build')).toThrow('--max-file takes a size such as 8MB'),
)
