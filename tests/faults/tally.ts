import type { Outcome } from './outcome.ts'

/** What many schedules came to. */
export interface Tally {
  runs: number
  kept: number
  recorded: number
  waiting: number
  faults: Map<string, number>
  /** By seed. */
  wrong: Map<number, string[]>
}

export const emptyTally = (): Tally => ({
  runs: 0,
  kept: 0,
  recorded: 0,
  waiting: 0,
  faults: new Map(),
  wrong: new Map(),
})

export const addUp = (tally: Tally, { seed, kept, recorded, waiting, faults, wrong }: Outcome): void => {
  tally.runs++
  tally.kept += kept
  tally.recorded += recorded
  tally.waiting += waiting
  for (const [fault, times] of Object.entries(faults))
    tally.faults.set(fault, (tally.faults.get(fault) ?? 0) + times)
  if (wrong.length > 0) tally.wrong.set(seed, [...(tally.wrong.get(seed) ?? []), ...wrong])
}

/** Most wrong seeds that are told in full. */
const told = 20

/** A tally in words, for a terminal. @param seconds how long it took */
export const report = (tally: Tally, level: string, seconds: number): string => {
  const { runs, kept, recorded, waiting, faults, wrong } = tally
  const lines = ['faults met:']
  for (const [fault, times] of [...faults].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))
    lines.push(`  ${String(times).padStart(8)}  ${fault}`)
  lines.push(
    `${kept} donations seen kept: ${recorded} recorded once, ${waiting} still in the outbox (refused by the rules)`,
    `${runs} schedules in ${Math.round(seconds)} s, ${wrong.size === 0 ? 'nothing lost, nothing doubled' : `${wrong.size} WRONG`}`,
  )
  for (const [seed, sentences] of [...wrong].slice(0, told))
    lines.push(
      `seed ${seed}: npm run faults -- --level ${level} --runs 1 --seed ${seed}`,
      ...sentences.map((sentence) => `  ${sentence}`),
    )
  if (wrong.size > told) lines.push(`and ${wrong.size - told} more`)
  return lines.join('\n')
}
