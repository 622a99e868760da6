import { Agent, request } from 'node:http'
import type { SealedDonation } from '../../../src/shared/donation.ts'

export interface Reply {
  status: number
  /** Seconds to wait, where the gateway says so. */
  retryAfter: number | null
  body: string
}

/** Posts JSON to the gateway; rejects where the connection fails. */
export const post = (address: string, body: unknown, agent: Agent): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const text = JSON.stringify(body)
    const outgoing = request(
      `${address}/v1/donations`,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      },
      (response) => {
        let answer = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => {
          answer += part
        })
        response.on('end', () => {
          const after = Number(response.headers['retry-after'] ?? Number.NaN)
          const retryAfter = Number.isNaN(after) ? null : after
          resolve({ status: response.statusCode ?? 0, retryAfter, body: answer })
        })
        response.on('error', reject)
      },
    )
    outgoing.on('error', reject)
    outgoing.end(text)
  })

/** Runs `work` over all items, so many at a time. */
export const each = async <T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  let next = 0
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) await work(items[at] as T)
  }
  await Promise.all(Array.from({ length: width }, worker))
}

export interface Measured {
  /** Donations a second. */
  rate: number
  /** Time to a receipt, ms. */
  p50: number
  p99: number
}

/** Posts donations one a request over `width` connections that are kept alive; throws where one is not recorded. */
export const measure = async (
  address: string,
  donations: readonly SealedDonation[],
  width: number,
): Promise<Measured> => {
  const agent = new Agent({ keepAlive: true, maxSockets: width })
  const times: number[] = []
  const started = performance.now()
  await each(donations, width, async (donation) => {
    const sent = performance.now()
    const { status, body } = await post(address, donation, agent)
    if (status !== 201) throw new Error(`answered ${status}: ${body.slice(0, 200)}`)
    times.push(performance.now() - sent)
  })
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? Number.NaN
  return { rate: donations.length / seconds, p50: at(0.5), p99: at(0.99) }
}
