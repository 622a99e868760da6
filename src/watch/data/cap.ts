/** A limit on what an evening may cost, set by hand: it steps down before it is reached, and at it asks. Bytes. */

export interface DataUse {
  /** What may be used this evening; `null`: no limit. */
  cap: number | null
  /** What has been used this evening, earlier visits among it. */
  used: number
}

/** `near`: pictures are no longer fetched, so that the rest is voice. `reached`: the listener is asked; the voice goes on until the answer. */
export type CapStep = 'free' | 'near' | 'reached'

/** Share of the limit that is kept for the voice: of 50 MB, three quarters of an hour of it. */
const reserve = 0.15

export const capStep = ({ cap, used }: DataUse): CapStep => {
  if (cap === null) return 'free'
  if (used >= cap) return 'reached'
  return used >= cap * (1 - reserve) ? 'near' : 'free'
}

/** Limits offered at one tap: from an hour of voice to an hour of film. */
export const capPresets: readonly number[] = [10e6, 25e6, 50e6, 100e6, 250e6]

/** The next limit offered at the one that is reached: as much again, but at least enough to be free of it. */
export const raisedCap = ({ cap, used }: DataUse): number => {
  const wanted = Math.max((cap ?? 0) * 2, used * 1.5)
  return Math.ceil(wanted / 1e6) * 1e6
}

/** Less would be asked about at once; more than a terabyte is a slip of the finger. MB. */
export const capBounds = { least: 1, most: 1_000_000 }

/** A limit as it is typed, in MB, in the digits of any keyboard; `null` where it is none. @param folded digits made ASCII (`find/fold.ts`) */
export const readCap = (folded: string): number | null => {
  const text = folded.trim().replace(/ ?mb$/, '')
  if (!/^\d+$/.test(text)) return null
  const megabytes = Number(text)
  return megabytes >= capBounds.least && megabytes <= capBounds.most ? megabytes * 1e6 : null
}
