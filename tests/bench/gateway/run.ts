/**
 * `npm run bench:gateway [-- --donations 4000 --phones 20000]`: what the gateway records a second over HTTP on this machine, beside a
 * bare insert loop of the same durability in the same run; then the storm, when a nation reconnects at once. The client shares the
 * machine's cores. Ends with 1 where something was lost, doubled, or the ratio is under 0.5.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { ledgerFile } from '../../../src/gateway/gateway.ts'
import { donation, donations, temporaryFolder } from '../../../src/gateway/testing/world.ts'
import { bareLoop } from './bare-loop.ts'
import { measure } from './client.ts'
import { startGatewayProcess } from './gateway-process.ts'
import { runStorm } from './storm.ts'

const { values } = parseArgs({
  options: {
    donations: { type: 'string', default: '4000' },
    phones: { type: 'string', default: '20000' },
  },
})
const count = Number(values.donations)
const phones = Number(values.phones)
/** Donations on each phone. */
const waiting = 5
const mib = (bytes: number | null): string =>
  bytes === null ? 'unknown' : `${Math.round(bytes / 2 ** 20)} MiB`

using folder = temporaryFolder()
const gateway = await startGatewayProcess(folder.path)
let good = true
try {
  // The machine and both programs get warm before anything counts.
  await measure(gateway.address, await donations(500), 32)
  const idle = gateway.peakMemory()

  const bare = bareLoop(folder.path, await donations(count), 1)
  const http = await measure(gateway.address, await donations(count), 64)
  const ratio = http.rate / bare
  console.log(`bare insert loop, one a commit: ${Math.round(bare)} donations/s`)
  console.log(
    `gateway over HTTP, 64 connections kept alive: ${Math.round(http.rate)} donations/s, ` +
      `p50 ${http.p50.toFixed(1)} ms, p99 ${http.p99.toFixed(1)} ms`,
  )
  console.log(`ratio: ${ratio.toFixed(2)} (goal 0.50)`)
  good &&= ratio >= 0.5

  const storm = await runStorm(gateway.address, { phones, waiting, width: 400 }, await donation())
  const database = new DatabaseSync(join(folder.path, ledgerFile), { readOnly: true })
  const held = Number(database.prepare('SELECT count(*) AS n FROM donations').get()?.n)
  const receipts = Number(database.prepare('SELECT count(*) AS n FROM receipts').get()?.n)
  database.close()
  const expected = 500 + count + phones * waiting
  console.log(
    `storm: ${phones * waiting} donations of ${phones} phones in ${storm.seconds.toFixed(0)} s ` +
      `(${Math.round((phones * waiting) / storm.seconds)}/s), turned away ${storm.turnedAway}, sent twice ${storm.resent}`,
  )
  console.log(
    `ledger: ${held} donations, ${receipts} receipts, expected ${expected}: lost or doubled ${Math.abs(held - expected)}`,
  )
  console.log(`memory of the gateway: ${mib(idle)} before, ${mib(gateway.peakMemory())} at most`)
  good &&= held === expected && receipts === expected && storm.receipts === phones * waiting
} finally {
  await gateway.stop()
}
if (!good) process.exitCode = 1
