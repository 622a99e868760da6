/**
 * `npm run fuzz:packs -- --runs 100000 --seed 1`: that many mutated packs, taken as the app takes them. Prints what came of them; ends with 1
 * and the smallest counterexample where one crashed the reader, made it read without bound, or was taken for what nobody signed.
 */
import { parseArgs } from 'node:util'
import { campaign } from './campaign.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 0x7fff_ffff) },
  },
})
const [runs, seed] = [Number(values.runs), Number(values.seed)]
const started = Date.now()
console.log(`${runs} mutated packs, seed ${seed}`)
const { refused, accepted, unchanged, kinds } = await campaign(runs, seed, (done) => {
  if (process.stderr.isTTY && done % 1000 === 0) process.stderr.write(`\r${done}`)
})
const rows = <K>(map: ReadonlyMap<K, number>): void => {
  for (const [key, times] of [...map].sort((a, b) => b[1] - a[1]))
    console.log(`  ${String(times).padStart(8)}  ${key}`)
}
const sum = (map: ReadonlyMap<unknown, number>) => [...map.values()].reduce((a, b) => a + b, 0)
console.log('first change:')
rows(kinds)
console.log(`refused: ${sum(refused)}, by reason:`)
rows(refused)
console.log(`the honest pack itself, byte for byte: ${unchanged}`)
console.log(`accepted with other bytes: ${sum(accepted)}; all that differs is:`)
rows(accepted)
console.log(
  `no crash, no read without bound, nothing accepted but the signed files, byte for byte (${Math.round((Date.now() - started) / 1000)} s)`,
)
