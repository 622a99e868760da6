/** The links of the bench, by name. */
import { readdirSync, readFileSync } from 'node:fs'
import { presets } from '../../src/organiser/weather/presets.ts'
import { type Outage, parseTrace, type Trace } from '../../src/organiser/weather/trace.ts'

const traceFolder = new URL('../fixtures/traces/', import.meta.url)

const steady = (kbps: number): Trace => [{ ms: 60_000, kbps }]
/** A good link that is dead for half a minute, once in five minutes. */
const outage = (kind: Outage): Trace => [
  { ms: 20_000, kbps: 1000 },
  { ms: 30_000, kbps: 0, outage: kind },
  { ms: 250_000, kbps: 1000 },
]

/** A link on which no connection lasts: each is reset after some seconds. */
const resets: Trace = [3000, 5000, 2500, 4000, 6000, 3500].flatMap((ms) => [
  { ms, kbps: 100 },
  { ms: 100, kbps: 0, outage: 'reset' as const },
])

const drawn: [name: string, trace: Trace][] = [
  ['steady-1000', steady(1000)],
  ['steady-64', steady(64)],
  ['steady-30', steady(30)],
  [
    'square',
    [
      { ms: 20_000, kbps: 500 },
      { ms: 20_000, kbps: 20 },
    ],
  ],
  ['outage-reset', outage('reset')],
  ['outage-hang', outage('hang')],
  ['resets', resets],
  ['edge', presets.edge.weather(1)],
]

/** Recorded drives, by vehicle and mean: `norway3g-metro-72kbps-….json` is `metro-72`. */
const recorded = (): [name: string, trace: Trace][] =>
  readdirSync(traceFolder)
    .sort()
    .flatMap((file) => {
      const [, vehicle, kbps] = /^norway3g-([a-z]+)-(\d+)kbps-.*\.json$/.exec(file) ?? []
      if (!vehicle) return []
      return [[`${vehicle}-${kbps}`, parseTrace(readFileSync(new URL(file, traceFolder), 'utf8'))]]
    })

export const links: ReadonlyMap<string, Trace> = new Map([...drawn, ...recorded()])
