import { expect, test } from '@playwright/test'
import { uuidv7 } from 'uuidv7'
import { readPrivateKey } from '../../src/organiser/keys/key-files.ts'
import { donationDigest, type SealedDonation } from '../../src/shared/donation.ts'
import { signReceipt } from '../../src/shared/receipt.ts'
import type { PrivateJwk } from '../../src/shared/signature.ts'
import type { FaultProxy } from '../faults/browser/fault-proxy.ts'
import { perform } from '../faults/browser/run-schedule.ts'
import { type Gift, type Schedule, scheduleOf } from '../faults/browser/schedule.ts'
import { openStation, type Station } from '../faults/browser/station.ts'

// The short form of `npm run faults -- --level browser`; see tests/faults/browser/README.md.

let station: Station
test.beforeAll(async () => {
  station = await openStation()
})
test.afterAll(() => station.close())
test.afterEach(() => {
  station.proxy.instead = null
})

for (const seed of [2, 4, 5, 8])
  test(`nothing is lost, nothing doubled (seed ${seed})`, async () => {
    const { wrong, kept, recorded } = await perform(station, scheduleOf(seed))
    expect(wrong).toEqual([])
    expect(kept).toBeGreaterThan(0)
    expect(recorded).toBe(kept)
  })

test('a seed is one schedule, and other seeds are others', () => {
  expect(scheduleOf(7)).toEqual(scheduleOf(7))
  const texts = new Set(Array.from({ length: 500 }, (_, seed) => JSON.stringify(scheduleOf(seed))))
  expect(texts.size).toBe(500)
})

/** Two donations, nothing in their way. */
const calmEvening = (): Schedule => {
  const gift = (amount: number): Gift => ({ tab: 0, currency: 'PKR', amount, taps: 1 })
  const steps = [100, 200].map((amount) => ({
    step: { do: 'give' as const, gifts: [gift(amount)] },
    pause: 0,
  }))
  return { tabs: 1, answers: [], steps }
}
type Instead = NonNullable<FaultProxy['instead']>

/** A gateway that signs receipts for whatever comes and records none of it. */
const forgetful =
  (key: PrivateJwk): Instead =>
  async (body) => {
    const sent = JSON.parse(body.toString()) as SealedDonation | { donations: SealedDonation[] }
    const recordedAt = new Date().toISOString()
    const answers = await Promise.all(
      ('donations' in sent ? sent.donations : [sent]).map(async (donation) => {
        const { id, amount } = donation
        const digest = await donationDigest(donation)
        return { id, status: 201, receipt: await signReceipt(key, { id, digest, amount, recordedAt }) }
      }),
    )
    const said = 'donations' in sent ? { answers } : answers[0]
    return {
      status: 201,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(said)),
    }
  }

test.describe('the judge sees', () => {
  test('a gateway that acknowledges and does not record', async () => {
    const key = await readPrivateKey('src/organiser/demo/keys', 'gateway')
    station.proxy.instead = forgetful(key)
    const { wrong, kept, recorded } = await perform(station, calmEvening())
    expect({ kept, recorded }).toEqual({ kept: 2, recorded: 0 })
    expect(wrong.filter((one) => one.startsWith('lost:'))).toHaveLength(2)
  })

  test('a mirror that forges receipts: the donations still wait', async () => {
    const other = await readPrivateKey('src/organiser/demo/keys', 'content')
    station.proxy.instead = forgetful(other)
    const { wrong, ...counts } = await perform(station, calmEvening(), { calm: 1000 })
    expect(wrong).toEqual([])
    expect(counts).toMatchObject({ kept: 2, recorded: 0, waiting: 2 })
  })

  test('a donation that is counted twice', async () => {
    station.proxy.instead = async (body, pass) => {
      const again = { ...(JSON.parse(body.toString()) as SealedDonation), id: uuidv7() }
      await fetch(`${station.gateway.address}/v1/donations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(again),
      })
      return pass()
    }
    const { wrong } = await perform(station, calmEvening())
    expect(wrong).toContainEqual(expect.stringMatching(/^doubled: PKR 100 .* is in the ledger 2 times/))
  })
})
