import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from '@playwright/test'
import type { Trace } from '../../src/organiser/weather/trace.ts'
import { createWeather } from '../../src/organiser/weather/weather.ts'
import { type Limit, limitOf, secondsToCarry } from './limit.ts'
import { firstKbps, openingKbit } from './opening.ts'
import { players } from './players.ts'
import { rates } from './rates.ts'
import { type Sample, sampleInPage } from './sample.ts'
import { type Score, scoreOf } from './score.ts'

/** Round trip of a good mobile cell, ms; the limit knows of none. */
const rttMs = 60

export interface Row {
  player: string
  link: string
  score: Score
  limit: Limit
  /** What no player can beat that hears and shows whole segments. */
  inSegments: Limit
  /** The limit where words and the voice's list come first. */
  afterWords: Limit
  /** When the link has carried both playlists, the initialisation segment and one segment of voice, seconds; `null` where it does not in time. */
  idealFirstVoice: number | null
  /** What the link carried to the phone, headers included, bytes. */
  bytes: number
}

export interface Measurement {
  player: string
  link: string
  trace: Trace
  seconds: number
  browser: Browser
  /** Port of the evening's server on loopback. */
  port: number
}

/** Plays the broadcast for so long behind one shaped bottleneck and tells what was heard. */
export const measure = async (measurement: Measurement): Promise<Row> => {
  const { player: name, link, trace, seconds, browser, port } = measurement
  const make = players.get(name)
  if (!make) throw new Error(`no such player: ${name} (${[...players.keys()].join(', ')})`)
  const player = await make()
  const weather = await createWeather({ upstream: { host: '127.0.0.1', port }, rttMs })
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  try {
    await context.addInitScript(sampleInPage)
    const page = await context.newPage()
    await player.prepare(page, weather.address)
    const before = weather.stats().down.wireBytes
    const from = Date.now()
    weather.follow(trace)
    await player.start(page, weather.address)
    await sleep(from + seconds * 1000 - Date.now())
    const bytes = weather.stats().down.wireBytes - before
    const samples = await page.evaluate(() => (window as unknown as { benchSamples: Sample[] }).benchSamples)
    const { segmentSeconds, ...kbps } = rates()
    const origin = `http://127.0.0.1:${port}/broadcast/main.m3u8`
    const opening = await openingKbit(origin)
    return {
      player: name,
      link,
      score: scoreOf(samples, from, seconds),
      limit: limitOf(trace, { seconds, ...kbps }),
      inSegments: limitOf(trace, { seconds, ...kbps, segmentSeconds }),
      afterWords: limitOf(trace, { seconds, ...kbps, firstKbps: await firstKbps(origin) }),
      idealFirstVoice: secondsToCarry(trace, opening, seconds),
      bytes,
    }
  } finally {
    await context.close()
    await weather.close()
    await player.close()
  }
}
