import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { SealedDonation } from '../shared/donation.ts'
import type { DonationAnswer } from '../shared/receipt.ts'
import { createSqlLedger } from './sql-ledger.ts'
import { openSqlite } from './storage/open-sqlite.ts'
import { spawnGateway } from './testing/spawn-gateway.ts'
import { donation, temporaryFolder } from './testing/world.ts'

describe('a gateway killed with SIGKILL', () => {
  it('has every donation it acknowledged, and nothing twice', async () => {
    using folder = temporaryFolder()
    const acknowledged = new Map<string, string>()
    const attempted: SealedDonation[] = []
    for (let round = 0; round < 3; round++) {
      const { child, address } = await spawnGateway({ data: folder.path })
      const exit = once(child, 'exit')
      const enough = acknowledged.size + 80
      let dead = false
      // Eight donors who send one after the other until the gateway dies under them.
      const donor = async () => {
        while (!dead) {
          const one = await donation()
          attempted.push(one)
          try {
            const response = await fetch(`${address}/v1/donations`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify(one),
            })
            const { status, receipt } = (await response.json()) as DonationAnswer
            expect(status).toBe(201)
            acknowledged.set(one.id, receipt!)
          } catch (error) {
            if (!dead) throw error
          }
          if (acknowledged.size >= enough && !dead) {
            dead = true
            child.kill('SIGKILL')
          }
        }
      }
      try {
        await Promise.all(Array.from({ length: 8 }, donor))
      } finally {
        dead = true
        child.kill('SIGKILL')
        await exit
      }
    }
    expect(acknowledged.size).toBeGreaterThanOrEqual(240)

    const ledger = createSqlLedger(await openSqlite({ folder: folder.path }))
    const found = await ledger.find(attempted.map(({ id }) => id))
    for (const [id, receipt] of acknowledged) expect(found.get(id)?.receipt).toBe(receipt)
    const { size } = found
    expect(await ledger.totals()).toEqual([
      { currency: 'PKR', donations: size, pledged: size * 150_000, paid: 0 },
    ])
    await ledger.close()
  })
})
