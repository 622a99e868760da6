// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { afterEach, expect, it, vi } from 'vitest'
import { eraseEverything } from './erase.ts'

afterEach(() => vi.unstubAllGlobals())

it('erases what another tab writes on its way out, however late that leaves', async () => {
  vi.stubGlobal('caches', { keys: async () => [], delete: async () => true })
  vi.stubGlobal('navigator', { serviceWorker: { controller: null, getRegistrations: async () => [] } })
  vi.stubGlobal('fetch', async () => {
    localStorage.setItem('sada-watch-place', '{}')
    return new Response(null, { headers: { 'clear-site-data': '"*"' } })
  })
  localStorage.setItem('sada-wishes', '{}')
  expect(await eraseEverything()).toBe(true)
  expect(localStorage.length).toBe(0)
})
