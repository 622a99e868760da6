import type { Trace, Weather } from './trace.ts'

export interface Preset {
  /** Key on the terminal. */
  key: string
  label: string
  /** A steady weather, or a trace drawn from a seed. */
  weather: Weather | ((seed: number) => Trace)
}

/** Small seeded generator (mulberry32): numbers from 0 to 1, the same for the same seed. */
const random = (seed: number) => {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const edgeMean = 60
/** Bursts as on a crowded EDGE cell: 0.2 to 2 s each, from 10 to 170 kbit/s, brought to a mean of exactly 60. */
const edge = (seed: number): Trace => {
  const next = random(seed)
  const bursts = Array.from({ length: 120 }, () => ({
    ms: Math.round(200 + 1800 * next()),
    kbps: 10 + 160 * next() ** 2,
  }))
  const bits = bursts.reduce((sum, { ms, kbps }) => sum + ms * kbps, 0)
  const scale = (edgeMean * bursts.reduce((sum, { ms }) => sum + ms, 0)) / bits
  return bursts.map(({ ms, kbps }) => ({ ms, kbps: kbps * scale }))
}

/** The weathers a person can call up by name or key. */
export const presets = {
  good: { key: 'g', label: 'good: no limit', weather: { kbps: null } },
  slow: { key: 's', label: 'slow: 40 kbit/s', weather: { kbps: 40 } },
  edge: { key: 'e', label: 'edge: bursts, 60 kbit/s on average', weather: edge },
  cut: { key: 'c', label: 'cut: nothing moves, connections hang', weather: { kbps: 0, outage: 'hang' } },
  reset: {
    key: 'r',
    label: 'reset: connections are torn down, then nothing moves',
    weather: { kbps: 0, outage: 'reset' },
  },
  dead: {
    key: 'd',
    label: 'dead: open connections never come back',
    weather: { kbps: 0, outage: 'dead' },
  },
} as const satisfies Record<string, Preset>
export type PresetName = keyof typeof presets
