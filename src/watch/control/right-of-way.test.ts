import { expect, it } from 'vitest'
import { type Need, newRight, type Right, rightOf } from './right-of-way.ts'

const thin: Need = {
  voiceAhead: 4,
  voiceMissing: 40,
  kbps: 500,
  voice: 25,
  playing: true,
  lastedMs: 200,
  came: 5,
}
const after = (before: Right, need: Partial<Need>, times = 1): boolean => {
  let right = before
  for (let i = 0; i < times; i++) right = rightOf(right, { ...thin, ...need })
  return right.held
}
const free: Right = { held: false, quietMs: 0 }

it('takes the link for a thin voice, and keeps it until there is some at hand', () => {
  expect(after(free, {})).toBe(true)
  expect(after(free, { voiceAhead: 20 })).toBe(false)
  expect(after(newRight, { voiceAhead: 20 })).toBe(true)
  expect(after(newRight, { voiceAhead: 31 })).toBe(false)
})

it('leaves it to others where all that is listed is here, or nobody listens', () => {
  expect(after(newRight, { voiceMissing: 0 })).toBe(false)
  expect(after(newRight, { playing: false })).toBe(false)
  // Near live on a thin link all of it is here for a moment only.
  expect(after(free, { voiceMissing: 0, kbps: 40 })).toBe(true)
  expect(after(free, { voiceMissing: 0, kbps: 0 })).toBe(false)
})

it('does not keep others waiting for a broadcast that brings nothing', () => {
  expect(after(newRight, { came: 0 }, 140)).toBe(true)
  expect(after(newRight, { came: 0 }, 160)).toBe(false)
  expect(after({ held: false, quietMs: 60_000 }, {})).toBe(true)
})
