import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { donationDigest, type SealedDonation } from '../shared/donation.ts'
import type { Giving } from '../shared/giving.ts'
import { type DonationAnswer, openReceipt } from '../shared/receipt.ts'
import { ledgerFile, openSqlite } from './storage/open-sqlite.ts'
import {
  donation,
  donations,
  gatewayKey,
  giving,
  type Running,
  start,
  temporaryFolder,
} from './testing/world.ts'
import { Unavailable } from './unavailable.ts'

let folder: ReturnType<typeof temporaryFolder>
let running: Running
let rules: () => Promise<Giving>
beforeEach(async () => {
  folder = temporaryFolder()
  rules = async () => giving
  running = await start({ data: folder.path, giving: () => rules() })
})
afterEach(async () => {
  await running.gateway.close()
  folder[Symbol.dispose]()
})

const answersOf = async (response: Response) =>
  ((await response.json()) as { answers: DonationAnswer[] }).answers
const rows = () =>
  new DatabaseSync(join(folder.path, ledgerFile), { readOnly: true })
    .prepare('SELECT id, digest FROM donations')
    .all()

describe('POST /v1/donations with one donation', () => {
  it('answers 201 with a signed receipt, then 200 with the identical one', async () => {
    const sealed = await donation()
    const first = await running.post(sealed)
    expect(first.status).toBe(201)
    const { id, receipt } = (await first.json()) as DonationAnswer
    expect(id).toBe(sealed.id)
    expect(await openReceipt([gatewayKey], receipt!)).toMatchObject({
      id: sealed.id,
      digest: await donationDigest(sealed),
      amount: sealed.amount,
    })
    const again = await running.post(sealed)
    expect(again.status).toBe(200)
    expect(await again.json()).toEqual({ id, status: 200, receipt })
    const shown = await running.get(`/v1/donations/${id}/receipt`)
    expect(await shown.json()).toEqual({ id, status: 200, receipt })
  })

  it('takes the same donation in another order of members as the same bytes', async () => {
    const sealed = await donation()
    await running.give(sealed)
    const reversed = Object.fromEntries(Object.entries(sealed).reverse())
    expect((await running.post(reversed)).status).toBe(200)
  })

  it('refuses other bytes under a known id, and keeps what it has', async () => {
    const sealed = await donation()
    const { receipt } = await running.give(sealed)
    const response = await running.post({ ...sealed, amount: { currency: 'PKR', minor: 150_001 } })
    expect(response.status).toBe(422)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({
      type: 'urn:sada:problem:different-bytes',
      status: 422,
      id: sealed.id,
    })
    expect(await running.give(sealed)).toMatchObject({ status: 200, receipt })
    expect(rows()).toEqual([{ id: sealed.id, digest: await donationDigest(sealed) }])
  })

  it('refuses what the giving file does not offer', async () => {
    const response = await running.post(await donation({ method: 'cheque' }))
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ type: 'urn:sada:problem:unknown-method' })
    expect(rows()).toEqual([])
  })

  it('gives the receipt of a known donation whatever the giving file says now, or when it cannot be read', async () => {
    const sealed = await donation()
    const { receipt } = await running.give(sealed)
    rules = async () => ({ ...giving, methods: [], currencies: [] })
    expect(await running.give(sealed)).toMatchObject({ status: 200, receipt })
    rules = async () => {
      throw new Unavailable('gone')
    }
    expect(await running.give(sealed)).toMatchObject({ status: 200, receipt })
    const response = await running.post(await donation())
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('5')
    expect(rows()).toHaveLength(1)
  })

  it.each(['{"id":', '', 'null', '7', '[]', '{"__proto__":{"x":1}}', '{}'])(
    'answers 400 to %j',
    async (body) => {
      const response = await running.post(body)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ type: 'urn:sada:problem:malformed', status: 400 })
    },
  )
})

describe('POST /v1/donations with a batch', () => {
  it('answers each item for itself, in order', async () => {
    const [known, altered, fresh, twice] = await donations(4)
    const before = await running.give(known!)
    await running.give(altered!)
    const batch = [
      fresh,
      known,
      { ...altered, method: 'wire' },
      { ...fresh, id: 'no id' },
      { ...(await donation()), organisation: 'somebody-else' },
      twice,
      twice,
      { ...twice, commitment: 'pledge' },
    ]
    const response = await running.post({ donations: batch })
    expect(response.status).toBe(200)
    const answers = await answersOf(response)
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 422, 400, 422, 201, 200, 422])
    expect(answers[1]?.receipt).toBe(before.receipt)
    expect(answers[6]?.receipt).toBe(answers[5]?.receipt)
    expect(answers.map(({ id }) => id)).toEqual(batch.map((one) => (one?.id === 'no id' ? '' : one?.id)))
    expect(answers[7]?.problem?.type).toBe('urn:sada:problem:different-bytes')
    expect(rows()).toHaveLength(4)
  })

  it.each([0, 101])('refuses %i donations', async (count) => {
    const response = await running.post({ donations: Array(count).fill({}) })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ detail: '1 to 100 donations' })
  })

  it('takes a full batch of the largest donations', async () => {
    const ciphertext = 'A'.repeat(12_000)
    const batch = (await donations(100)).map((one) => ({ ...one, ciphertext }))
    const answers = await answersOf(await running.post({ donations: batch }))
    expect(answers.every(({ status }) => status === 201)).toBe(true)
  })
})

describe('many at once', () => {
  it('records each of 50 donations once, though each is sent four times over, and all receipts verify', async () => {
    const fifty = await donations(50)
    const sent = Array.from({ length: 200 }, (_, index) => fifty[index % 50]!)
    const answers = await Promise.all(sent.map((one) => running.give(one)))
    const receipts = new Map<string, string>()
    let created = 0
    for (const { id, status, receipt } of answers) {
      expect([200, 201]).toContain(status)
      if (status === 201) created += 1
      expect(receipts.get(id) ?? receipt).toBe(receipt)
      receipts.set(id, receipt!)
    }
    expect(created).toBe(50)
    expect(rows()).toHaveLength(50)
    for (const one of fifty) {
      const receipt = await openReceipt([gatewayKey], receipts.get(one.id)!)
      expect(receipt).toMatchObject({ id: one.id, digest: await donationDigest(one) })
    }
  })

  it('lets one of two donations with the same id win, and tells the other', async () => {
    const sealed = await donation()
    const rivals: SealedDonation[] = [100_000, 200_000, 300_000].map((minor) => ({
      ...sealed,
      amount: { currency: 'PKR', minor },
    }))
    const statuses = await Promise.all(rivals.map(async (rival) => (await running.post(rival)).status))
    expect(statuses.toSorted()).toEqual([201, 422, 422])
    const winner = rivals[statuses.indexOf(201)]!
    expect(rows()).toEqual([{ id: sealed.id, digest: await donationDigest(winner) }])
  })

  it('asks to come back when too much is in work, and records every donation in the end', async () => {
    using other = temporaryFolder()
    // Held until the last of the first round has been turned away, or the requests might come one by one.
    const crowd = Promise.withResolvers<void>()
    const small = await start({
      data: other.path,
      maxPending: 3,
      giving: async () => {
        await crowd.promise
        return giving
      },
    })
    try {
      let waiting = await donations(60)
      let refusals = 0
      while (waiting.length > 0) {
        const sent = waiting.map(async (one) => {
          const response = await small.post(one)
          if (response.status === 429) crowd.resolve()
          return response
        })
        const responses = await Promise.all(sent)
        const refused = responses.filter(({ status }) => status !== 201)
        for (const { status, headers } of refused) {
          expect(status).toBe(429)
          expect(headers.get('retry-after')).toMatch(/^([1-9]|[12]\d|30)$/)
        }
        refusals += refused.length
        waiting = waiting.filter((_, index) => responses[index]?.status === 429)
      }
      expect(refusals).toBeGreaterThan(0)
      const totals = (await (await small.get('/v1/totals')).json()) as { currencies: unknown[] }
      expect(totals.currencies).toMatchObject([{ donations: 60 }])
    } finally {
      await small.gateway.close()
    }
  })
})

describe('when the database cannot write', () => {
  it('answers 503 with Retry-After and acknowledges nothing', async () => {
    using other = temporaryFolder()
    const storage = await openSqlite({ folder: other.path, maxBytes: 160 * 1024 })
    const small = await start({ data: other.path, storage })
    try {
      const ciphertext = 'A'.repeat(12_000)
      const sent = (await donations(20)).map((one) => ({ ...one, ciphertext }))
      const responses: Response[] = []
      for (const one of sent) responses.push(await small.post(one))
      const statuses = responses.map(({ status }) => status)
      expect(new Set(statuses)).toEqual(new Set([201, 503]))
      const refused = responses[statuses.indexOf(503)]!
      expect(refused.headers.get('retry-after')).toBe('30')
      expect(await refused.json()).toMatchObject({
        type: 'urn:sada:problem:server',
        detail: 'the disk is full',
      })
      for (const [index, one] of sent.entries()) {
        const { status } = await small.get(`/v1/donations/${one.id}/receipt`)
        expect(status).toBe(statuses[index] === 201 ? 200 : 404)
      }
    } finally {
      await small.gateway.close()
    }
  })
})
