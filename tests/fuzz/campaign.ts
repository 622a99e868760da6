import fc from 'fast-check'
import type { ProblemKey } from '../../src/shared/problem.ts'
import { newJudge } from './judge.ts'
import { mutated } from './mutate.ts'

/** What came of many mutated packs. */
export interface Tally {
  runs: number
  /** Bytes that were the honest pack after all: changes undid each other, or struck nothing. */
  unchanged: number
  refused: Map<ProblemKey, number>
  /** Accepted though other bytes than the honest pack's, by what differs; nothing else can. */
  accepted: Map<string, number>
  /** How often each kind of change came first. */
  kinds: Map<string, number>
}

const count = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1)

/**
 * Takes `runs` mutated packs as the app would.
 * @throws the smallest counterexample, where one crashes, reads without bound, or is taken for what was not signed
 */
export const campaign = async (
  runs: number,
  seed: number,
  onProgress: (done: number) => void = () => undefined,
): Promise<Tally> => {
  const { judge, material, whole, twinned } = await newJudge()
  const tally: Tally = { runs: 0, unchanged: 0, refused: new Map(), accepted: new Map(), kinds: new Map() }
  await fc.assert(
    fc.asyncProperty(mutated, fc.boolean(), fc.nat(19), async ({ names, apply }, held, twentieth) => {
      const from = twentieth === 0 ? twinned : whole
      const bytes = apply(from, material)
      const verdict = await judge(bytes, held)
      count(tally.kinds, names[0] ?? '')
      onProgress(++tally.runs)
      if (!verdict.taken) count(tally.refused, verdict.key)
      else {
        const { differs } = verdict
        const what = Object.entries(differs).flatMap(([name, so]) => (so ? [name] : []))
        if (what.length === 0) tally.unchanged++
        else count(tally.accepted, what.join(' and '))
      }
    }),
    { numRuns: runs, seed },
  )
  return tally
}
