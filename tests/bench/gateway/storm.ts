import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import type { SealedDonation } from '../../../src/shared/donation.ts'
import type { DonationAnswer } from '../../../src/shared/receipt.ts'
import { backoff } from '../../../src/shared/retry.ts'
import { each, post } from './client.ts'

export interface Storm {
  phones: number
  /** Donations that wait on each phone. */
  waiting: number
  /** Phones that connect at once. */
  width: number
}

export interface Drained {
  receipts: number
  /** Posts that came again although the first had been recorded: their answer was lost. */
  resent: number
  /** Posts that were answered 429 or 503, or found no connection. */
  turnedAway: number
  seconds: number
}

/** Waiting between tries, ms: the outbox's curve, shortened so that the run ends. */
const waits = { base: 50, cap: 2_000 }

/**
 * The nation reconnects: every phone opens a connection of its own and sends what waits as one batch, again and again until all of it
 * has a receipt. One phone in ten loses the first answer and sends the same bytes once more.
 */
export const runStorm = async (
  address: string,
  { phones, waiting, width }: Storm,
  like: SealedDonation,
): Promise<Drained> => {
  const drained: Drained = { receipts: 0, resent: 0, turnedAway: 0, seconds: 0 }
  const started = performance.now()
  const ids = Array.from({ length: phones }, (_, phone) => phone)
  await each(ids, width, async (phone) => {
    const agent = new Agent({ keepAlive: false })
    const donations = Array.from({ length: waiting }, () => ({ ...like, id: uuidv7() }))
    let loses = phone % 10 === 0
    for (let failures = 0; ; ) {
      const reply = await post(address, { donations }, agent).catch(() => null)
      if (reply?.status === 200) {
        const { answers } = JSON.parse(reply.body) as { answers: DonationAnswer[] }
        const held = answers.filter(({ receipt }) => receipt).length
        if (held === waiting && loses) {
          loses = false
          drained.resent += 1
          continue
        }
        if (held === waiting) {
          drained.receipts += held
          return
        }
        if (answers.some(({ status }) => status === 400 || status === 422))
          throw new Error(`refused: ${reply.body.slice(0, 200)}`)
      }
      drained.turnedAway += 1
      await sleep(Math.max((reply?.retryAfter ?? 0) * 100, backoff(failures++, Math.random, waits)))
    }
  })
  drained.seconds = (performance.now() - started) / 1000
  return drained
}
