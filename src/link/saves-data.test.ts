import { afterEach, expect, it, vi } from 'vitest'
import { savesData } from './saves-data.ts'

afterEach(() => vi.unstubAllGlobals())

const browser = (connection: { saveData?: boolean } | undefined, reduced: boolean) => {
  vi.stubGlobal('navigator', { connection })
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: reduced && query === '(prefers-reduced-data: reduce)',
  }))
  return savesData()
}

it('hears the browser’s data saver and the system’s, and takes silence for no', () => {
  expect(browser({ saveData: true }, false)).toBe(true)
  expect(browser({ saveData: false }, true)).toBe(true)
  expect(browser(undefined, true)).toBe(true)
  expect(browser({ saveData: false }, false)).toBe(false)
  expect(browser({}, false)).toBe(false)
  expect(browser(undefined, false)).toBe(false)
})
