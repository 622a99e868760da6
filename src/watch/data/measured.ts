/** What media really take, from whole segments: their bytes over the programme they hold. */
export interface Measured {
  readonly bytes: number
  /** Of programme. */
  readonly seconds: number
}

export type Rates = ReadonlyMap<string, Measured>

/** The same rates with one segment more. `key` is what it belongs to: `voice`, `text`, or the place of a picture. */
export const addSegment = (rates: Rates, key: string, bytes: number, seconds: number): Rates => {
  if (!(seconds > 0)) return rates
  const before = rates.get(key) ?? { bytes: 0, seconds: 0 }
  return new Map(rates).set(key, { bytes: before.bytes + bytes, seconds: before.seconds + seconds })
}
