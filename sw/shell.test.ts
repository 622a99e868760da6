import { beforeAll, describe, expect, it, vi } from 'vitest'

let notPages: RegExp[]
beforeAll(async () => {
  vi.stubGlobal('self', Object.assign(new EventTarget(), { location: { href: 'http://127.0.0.1/sw.js' } }))
  vi.stubGlobal('location', { href: 'http://127.0.0.1/sw.js', origin: 'http://127.0.0.1' })
  ;({ notPages } = await import('./shell.ts'))
})

describe('what is answered with the app’s page', () => {
  // As workbox's NavigationRoute asks: path and query together.
  const isPage = (path: string) => !notPages.some((pattern) => pattern.test(path))

  it.each([
    '/',
    '/watch',
    '/read',
    '/read/schools',
    '/give?from=share',
    '/packs',
    '/no/such/page',
    '/v1',
    '/editions',
    '/erased',
  ])('%s is', (path) => expect(isPage(path)).toBe(true))

  it.each([
    '/erase',
    '/erase?from=help',
    '/v1/totals',
    '/v1/donations',
    '/edition/manifest.json',
    '/broadcast/main.m3u8',
    '/broadcast/voice-low/12.m4s',
    '/icons/icon.svg',
    '/manifest.webmanifest',
  ])('%s is not', (path) => expect(isPage(path)).toBe(false))
})
