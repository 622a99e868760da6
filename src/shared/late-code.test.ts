import { expect, it } from 'vitest'
import { lateKind } from './late-code.ts'

it.each([
  ['/assets/hls-B1_x-9.js', 'broadcast'],
  ['/assets/Playing-B1_x-9.js', 'broadcast'],
  ['/assets/Exchange-B1_x-9.js', 'offline'],
  ['/assets/Exchange-B1_x-9.css', 'offline'],
  ['/assets/fetch-large-CfRdi8r0.js', 'offline'],
  ['/assets/LockedItem-CfRdi8r0.css', 'locked'],
  ['/assets/seal-B1_x-9ab.js', 'locked'],
  ['/assets/lock-words-B1_x-9ab.js', 'locked'],
  ['/assets/qr-decoder-B1_x-9ab.js', 'scan'],
  ['/assets/Courier-B1_x-9ab.css', 'offline'],
  ['/assets/sealed-B1_x-9ab.js', null],
  ['/assets/hls-x.js.map', null],
  ['/x/assets/hls-x.js', null],
  ['/assets/index-a.js', null],
  ['/broadcast/main.m3u8', null],
  ['/v1/totals', null],
])('%s: %s', (path, kind) => expect(lateKind(path)).toBe(kind))
