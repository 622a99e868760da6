import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CommandError } from '../problems.ts'
import { parsePort } from './parse-port.ts'

it('takes every port there is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 65_535 }), (port) => {
      expect(parsePort(String(port), 'evening')).toBe(port)
    }),
  )
})
it('refuses every number outside, and everything that is not digits', () => {
  const outside = fc.oneof(fc.integer({ min: 65_536 }), fc.integer({ max: -1 })).map(String)
  const words = fc.string().filter((text) => !/^\d+$/.test(text))
  fc.assert(
    fc.property(
      fc.oneof(outside, words, fc.constantFrom('', ' 80', '0x50', '8e3', '80.0', '٨٠')),
      (typed) => {
        expect(() => parsePort(typed, 'evening')).toThrow(CommandError)
      },
    ),
  )
})
