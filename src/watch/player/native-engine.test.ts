import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parseMediaPlaylist } from '../hls/media-playlist.ts'
import type { EngineOptions } from './engine.ts'
import { createNativeEngine } from './native-engine.ts'

const began = Date.parse('2024-01-07T16:00:00Z')
const playlist = parseMediaPlaylist(
  [
    '#EXTM3U',
    '#EXT-X-TARGETDURATION:4',
    '#EXT-X-PROGRAM-DATE-TIME:2024-01-07T16:00:00Z',
    ...Array.from({ length: 50 }, (_, n) => `#EXTINF:4,\ns${n}.m4s`),
  ].join('\n'),
  'https://one.example/voice.m3u8',
)

/** As much of Safari's media element as the engine uses: it knows its date and plays as the clock of the test goes. */
class Phone {
  readonly HAVE_METADATA = 1
  readonly HAVE_FUTURE_DATA = 3
  readyState = 0
  currentTime = 0
  playbackRate = 1
  paused = true
  ended = false
  seeking = false
  error: { code: number } | null = null
  videoHeight = 144
  readonly addresses: string[] = []
  buffered = { length: 0 }
  /** Media time 0 is 40 s before the broadcast began. */
  getStartDate = () => new Date(began - 40_000)
  get seekable() {
    return { length: this.readyState > 0 ? 1 : 0, start: () => 40, end: () => 240 }
  }
  set src(address: string) {
    this.addresses.push(address)
    Object.assign(this, { readyState: 0, currentTime: 0, paused: true, error: null })
  }
  play() {
    this.paused = false
    return Promise.resolve()
  }
  load() {}
  removeAttribute() {}
  /** Metadata come; it stands near live by itself. */
  learn() {
    this.readyState = 3
    this.currentTime = 228
  }
}

const open = () => {
  const phone = new Phone()
  const wish = { voice: false }
  const engine = createNativeEngine({
    media: phone,
    startAt: 100,
    source: {
      clock: { latest: () => playlist },
      ladder: { pictures: [], voice: { uri: 'https://one.example/voice.m3u8' } },
    },
    native: {
      address: 'https://one.example/main.m3u8',
      addressAt: (uri: string, turn: number) => (turn % 2 ? uri.replace('one', 'two') : uri),
      voiceOnly: () => wish.voice,
    },
    onReady: () => void phone.play(),
  } as unknown as EngineOptions)
  /** @param rate 0: nothing comes */
  const pass = (seconds: number, rate = 1) => {
    for (let n = 0; n < seconds * 5; n++) {
      vi.advanceTimersByTime(200)
      if (!phone.paused) phone.currentTime += 0.2 * rate
      engine.tick()
    }
  }
  return { phone, wish, engine, pass }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a broadcast that the browser plays by itself', () => {
  it('begins at the place, not where the browser would', async () => {
    const { phone, engine, pass } = open()
    await Promise.resolve()
    expect(engine.place()).toBe(began + 100_000)
    phone.learn()
    pass(2)
    expect(phone.addresses).toEqual(['https://one.example/main.m3u8'])
    expect(phone.currentTime).toBeCloseTo(141.8, 0)
    expect(engine.place()).toBeCloseTo(began + (phone.currentTime - 40) * 1000)
    expect(engine.mediaTimeOf(began + 4000)).toBe(44)
  })

  it('goes on at another mirror where it stood, when nothing comes any more, and waits longer each time', async () => {
    const { phone, engine, pass } = open()
    await Promise.resolve()
    phone.learn()
    pass(5)
    const stood = engine.place()
    pass(10.5, 0)
    expect(phone.addresses.at(-1)).toBe('https://two.example/main.m3u8')
    expect([phone.paused, engine.place()]).toEqual([false, stood])
    pass(14, 0)
    expect(phone.addresses).toHaveLength(2)
    pass(2, 0)
    expect(phone.addresses).toHaveLength(3)
    phone.learn()
    pass(0.2, 0)
    expect(engine.place()).toBeCloseTo(stood ?? 0, -1)
  })

  it('asks again soon after an error, and leaves a listener who paused it in peace', async () => {
    const { phone, engine, pass } = open()
    await Promise.resolve()
    phone.learn()
    pass(5)
    phone.error = { code: 2 }
    pass(2.5, 0)
    expect(phone.addresses).toHaveLength(2)
    phone.learn()
    pass(3)
    phone.paused = true
    pass(60)
    expect(phone.addresses).toHaveLength(2)
    expect(engine.place()).toBeGreaterThan(began + 105_000)
  })

  it('plays the voice alone where that is wanted, at the same place', async () => {
    const { phone, wish, engine, pass } = open()
    await Promise.resolve()
    phone.learn()
    pass(5)
    const before = engine.place() ?? 0
    wish.voice = true
    pass(0.2)
    expect(phone.addresses.at(-1)).toBe('https://one.example/voice.m3u8')
    phone.learn()
    pass(0.4)
    expect(engine.place()).toBeGreaterThan(before - 10)
    expect(engine.place()).toBeLessThan(before + 1000)
    expect([phone.paused, engine.showsPicture()]).toEqual([false, false])
  })

  it('takes back a skip of the browser, but not a seek of the listener', async () => {
    const { phone, engine, pass } = open()
    await Promise.resolve()
    phone.learn()
    pass(5)
    const before = phone.currentTime
    phone.currentTime += 30
    pass(0.2)
    expect(phone.currentTime).toBeLessThan(before + 1)
    pass(5)
    phone.currentTime = engine.mediaTimeOf(began + 150_000) ?? 0
    pass(1)
    expect(phone.currentTime).toBeGreaterThan(189)
  })
})
