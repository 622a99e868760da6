import { random } from '../../../src/organiser/demo/media/draw.ts'

/** Seeded choices: the same seed answers the same questions in the same way. */
export interface Dice {
  /** In [0, 1). */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number
  /** Whether something of this likelihood (0 to 1) happens. */
  chance(likelihood: number): boolean
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T
  /** One of the keys, as likely as its weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K
}

export const dice = (seed: number): Dice => {
  const next = random(seed)
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    whole,
    chance: (likelihood) => next() < likelihood,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('nothing to pick from')
      return items[whole(0, items.length - 1)] as (typeof items)[number]
    },
    weighted: <K extends string>(weights: Readonly<Record<K, number>>): K => {
      const entries = Object.entries(weights) as [K, number][]
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) {
        left -= weight
        if (left < 0) return key
      }
      return (entries.at(-1) as [K, number])[0]
    },
  }
}
