import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lines, mutations } from './mutations.ts'
import { takenOut } from './take-out.ts'

/** `npm run trust` takes minutes; this only sees to it that its table still speaks of the code there is. */
describe('the table of checks', () => {
  it('has every line of trust', () => {
    expect(lines.filter((line) => !mutations.some((mutation) => mutation.line === line))).toEqual([])
  })

  it.each(mutations.map((mutation) => [`${mutation.line}: ${mutation.removed}`, mutation] as const))(
    '%s: is in the code, and named by a test',
    (_name, mutation) => {
      const text = readFileSync(mutation.file, 'utf8')
      expect(takenOut(text, mutation)).not.toBe(text)
      expect(readFileSync(mutation.test[0], 'utf8')).toMatch(/\b(it|test)\b/)
    },
  )
})
