import { beforeAll, describe, expect, it, vi } from 'vitest'

let notPages: RegExp[]
let isPlayerCode: (url: URL) => boolean
let isSuperseded: (kept: string, by: string) => boolean
beforeAll(async () => {
  vi.stubGlobal('self', Object.assign(new EventTarget(), { location: { href: 'http://127.0.0.1/sw.js' } }))
  vi.stubGlobal('location', { href: 'http://127.0.0.1/sw.js', origin: 'http://127.0.0.1' })
  ;({ notPages } = await import('./shell.ts'))
  ;({ isPlayerCode, isSuperseded } = await import('./player.ts'))
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
  ])('%s is', (path) => expect(isPage(path)).toBe(true))

  it.each([
    '/v1/totals',
    '/v1/donations',
    '/edition/manifest.json',
    '/broadcast/main.m3u8',
    '/broadcast/voice-low/12.m4s',
    '/icons/icon.svg',
    '/manifest.webmanifest',
  ])('%s is not', (path) => expect(isPage(path)).toBe(false))
})

describe('what is kept as the player’s code', () => {
  it.each([
    '/assets/hls-B1_x-9.js',
    '/assets/Exchange-B1_x-9.js',
    '/assets/Exchange-B1_x-9.css',
    '/assets/seal-B1_x-9.js',
    '/assets/lock-words-B1_x-9.js',
  ])('%s is', (path) => expect(isPlayerCode(new URL(path, 'http://a.test'))).toBe(true))
  it.each([
    '/broadcast/main.m3u8',
    '/v1/totals',
    '/assets/hls-x.js.map',
    '/x/assets/hls-x.js',
    '/assets/index-a.js',
    '/assets/sealing-B1_x-9.js',
  ])('%s is not', (path) => expect(isPlayerCode(new URL(path, 'http://a.test'))).toBe(false))
})

describe('what a newer version replaces', () => {
  const at = (name: string) => `http://a.test/assets/${name}`
  it.each([
    ['hls-CfRdi8r0.js', 'hls-B1_x-9ab.js', true],
    ['Exchange-CfRdi8r0.js', 'Exchange-B1_x-9ab.js', true],
    ['Exchange-CfRdi8r0.css', 'Exchange-B1_x-9ab.js', false],
    ['fetch-large-CfRdi8r0.js', 'hls-B1_x-9ab.js', false],
    ['hls-CfRdi8r0.js', 'hls-CfRdi8r0.js', false],
  ])('%s by %s: %s', (kept, by, wanted) => expect(isSuperseded(at(kept), at(by))).toBe(wanted))
})
