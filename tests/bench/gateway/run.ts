/**
 * `npm run bench:gateway [-- --donations 5000 --phones 20000]`: what the gateway records a second over HTTP on this machine, on SQLite and on
 * PostgreSQL, each beside a bare insert loop of the same durability in the same run; then the storm, when a nation reconnects at once.
 * Medians of five rounds. Client and database share the machine's cores. Ends with 1 where something was lost, doubled, or a ratio is under 0.5.
 */
import { parseArgs } from 'node:util'
import { openStorage } from '../../../src/gateway/storage/open-storage.ts'
import { donation, donations } from '../../../src/gateway/testing/world.ts'
import { type Measured, measure } from './client.ts'
import { startGatewayProcess } from './gateway-process.ts'
import { runStorm } from './storm.ts'
import { type Subject, subjects } from './subjects.ts'

const { values } = parseArgs({
  options: {
    donations: { type: 'string', default: '5000' },
    phones: { type: 'string', default: '20000' },
  },
})
const count = Number(values.donations)
const phones = Number(values.phones)
/** Donations on each phone. */
const waiting = 5
const warming = 500
const rounds = 5
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const mib = (bytes: number | null): string =>
  bytes === null ? 'unknown' : `${Math.round(bytes / 2 ** 20)} MiB`

const countRows = async (where: Subject): Promise<{ held: number; receipts: number }> => {
  const storage = await openStorage(where)
  const rowsOf = (table: 'donations' | 'receipts') =>
    storage.read((db) =>
      db
        .selectFrom(table)
        .select((e) => e.fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow(),
    )
  const [held, receipts] = [await rowsOf('donations'), await rowsOf('receipts')]
  await storage.close()
  return { held: held.rows, receipts: receipts.rows }
}

/** Whether all goals were met. */
const bench = async (subject: Subject): Promise<boolean> => {
  const gateway = await startGatewayProcess(subject.data, subject.databaseUrl)
  try {
    // The machine and both programs get warm before anything counts.
    await measure(gateway.address, await donations(warming), 32)
    const idle = gateway.peakMemory()

    // By turns, so that whatever else the machine does meets both.
    const [bares, https]: [number[], Measured[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      bares.push(await subject.bare(await donations(count / rounds)))
      https.push(await measure(gateway.address, await donations(count / rounds), 64))
    }
    const bare = median(bares)
    const http = {
      rate: median(https.map(({ rate }) => rate)),
      p50: median(https.map(({ p50 }) => p50)),
      p99: median(https.map(({ p99 }) => p99)),
    }
    const ratio = median(https.map(({ rate }, round) => rate / (bares[round] ?? Number.NaN)))
    console.log(`${subject.name}\n  bare insert loop, one a commit: ${Math.round(bare)} donations/s`)
    console.log(
      `  gateway over HTTP, 64 connections kept alive: ${Math.round(http.rate)} donations/s, ` +
        `p50 ${http.p50.toFixed(1)} ms, p99 ${http.p99.toFixed(1)} ms`,
    )
    console.log(`  ratio: ${ratio.toFixed(2)} (goal 0.50)`)

    const storm = await runStorm(gateway.address, { phones, waiting, width: 400 }, await donation())
    const { held, receipts } = await countRows(subject)
    const expected = warming + count + phones * waiting
    console.log(
      `  storm: ${phones * waiting} donations of ${phones} phones in ${storm.seconds.toFixed(0)} s ` +
        `(${Math.round((phones * waiting) / storm.seconds)}/s), turned away ${storm.turnedAway}, sent twice ${storm.resent}`,
    )
    console.log(
      `  ledger: ${held} donations, ${receipts} receipts, expected ${expected}: lost or doubled ${Math.abs(held - expected)}`,
    )
    console.log(`  memory of the gateway: ${mib(idle)} before, ${mib(gateway.peakMemory())} at most`)
    return ratio >= 0.5 && held === expected && receipts === expected && storm.receipts === phones * waiting
  } finally {
    await gateway.stop()
  }
}

let good = true
for (const make of subjects) {
  await using subject = await make()
  good = (await bench(subject)) && good
}
if (!good) process.exitCode = 1
