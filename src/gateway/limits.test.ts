import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { SealedDonation } from '../shared/donation.ts'
import type { DonationAnswer } from '../shared/receipt.ts'
import { donation, donations, giving, type Running, start, temporaryFolder } from './testing/world.ts'

/** Posts as a phone behind a proxy that is believed. */
const postFrom = ({ address }: Running, from: string, body: unknown) =>
  fetch(`${address}/v1/donations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify(body),
  })
const answersOf = async (response: Response) =>
  ((await response.json()) as { answers: DonationAnswer[] }).answers

describe('too many new donations from one address', () => {
  const limited = { perAddress: { burst: 5, perSecond: 1 }, trustProxy: ['127.0.0.1'] }

  it('are told to come later, one by one, while known ones have their receipts for ever', async () => {
    using folder = temporaryFolder()
    let now = Date.parse('2024-01-07T16:00:00Z')
    const running = await start({ data: folder.path, ...limited, now: () => now })
    const phone = '203.0.113.5'
    const first = await donations(4)
    for (const one of first) expect((await postFrom(running, phone, one)).status).toBe(201)

    const [fifth, sixth] = await donations(2)
    const mixed = await postFrom(running, phone, { donations: [first[0], fifth, sixth, first[1]] })
    expect((await answersOf(mixed)).map(({ status }) => status)).toEqual([200, 201, 429, 200])
    expect(Number(mixed.headers.get('retry-after'))).toBeGreaterThan(0)

    const alone = await postFrom(running, phone, sixth)
    expect([alone.status, alone.headers.get('content-type')]).toEqual([429, 'application/problem+json'])
    expect(Number(alone.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await alone.json()).toMatchObject({ type: 'urn:sada:problem:too-many-requests', id: sixth!.id })
    // However often it is asked: a known id never meets the limit.
    for (let i = 0; i < 20; i++) expect((await postFrom(running, phone, first[i % 4])).status).toBe(200)
    // Another phone is another's business.
    expect((await postFrom(running, '203.0.113.6', await donation())).status).toBe(201)
    now += 1000
    expect((await postFrom(running, phone, sixth)).status).toBe(201)
    await running.gateway.close()
  })

  it('count for the whole network an IPv6 phone chooses its address from', async () => {
    using folder = temporaryFolder()
    const running = await start({ data: folder.path, ...limited })
    const sent = await answersOf(
      await postFrom(running, '2001:db8:1:2::1', { donations: await donations(5) }),
    )
    expect(sent.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    expect((await postFrom(running, '2001:db8:1:2:ffff::9', await donation())).status).toBe(429)
    expect((await postFrom(running, '2001:db8:1:3::1', await donation())).status).toBe(201)
    await running.gateway.close()
  })

  it('does not believe a header that no proxy of ours wrote, nor count our own network', async () => {
    using folder = temporaryFolder()
    const running = await start({ data: folder.path, perAddress: limited.perAddress })
    const sent = await answersOf(await postFrom(running, '203.0.113.5', { donations: await donations(20) }))
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([201]))
    await running.gateway.close()
  })
})

describe('slow senders', () => {
  const patience = { headersMs: 400, requestMs: 60_000, body: { graceMs: 400, msPerByte: 1 } }
  const head = (length: number, host: string) =>
    `POST /v1/donations HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`

  /** Sends a byte every 50 ms until the other side ends; what it answered. */
  const trickle = async (running: Running, before: string, bytes: string): Promise<string> => {
    const { hostname, port } = new URL(running.address)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    socket.write(before)
    let answer = ''
    let ended = false
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('error', () => undefined)
    socket.once('close', () => {
      ended = true
    })
    for (let at = 0; !ended; at = (at + 1) % bytes.length) {
      socket.write(bytes.charAt(at))
      await sleep(50)
    }
    return answer
  }

  it('are cut in the head of a request', async () => {
    using folder = temporaryFolder()
    const running = await start({ data: folder.path, patience })
    const answer = await trickle(running, 'POST /v1/donations HTTP/1.1\r\n', 'X-Words: and more and more and')
    expect(answer).toMatch(/^HTTP\/1.1 408 /)
    await running.gateway.close()
  })

  it('are cut in the body of a request, whatever length they announced', async () => {
    using folder = temporaryFolder()
    const running = await start({ data: folder.path, patience })
    const { host } = new URL(running.address)
    const answer = await trickle(running, head(2_000_000, host), '{"donations": [ '.padEnd(500))
    expect(answer).toMatch(/^HTTP\/1.1 408 Request Timeout\r\nContent-Type: application\/problem\+json/)
    const chunked = head(1, host).replace(/Content-Length: 1/, 'Transfer-Encoding: chunked')
    expect(await trickle(running, `${chunked}7D0\r\n`, 'a')).toMatch(/^HTTP\/1.1 408 /)
    await running.gateway.close()
  })

  it('are served while they keep the pace of the worst link', async () => {
    using folder = temporaryFolder()
    const running = await start({ data: folder.path, patience })
    const { host, hostname, port } = new URL(running.address)
    const body = JSON.stringify(await donation({ ciphertext: 'A'.repeat(3000) }))
    const socket = connect(Number(port), hostname)
    socket.write(head(body.length, host))
    const began = performance.now()
    for (let at = 0; at < body.length; at += 200) {
      socket.write(body.slice(at, at + 200))
      await sleep(50)
    }
    // Longer than the grace, or this would show nothing.
    expect(performance.now() - began).toBeGreaterThan(patience.body.graceMs)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(/^HTTP\/1.1 201 /)
    socket.destroy()
    await running.gateway.close()
  })
})

describe('short of breath', () => {
  it('turns new donations away with 503 and a time, and still answers everything else', async () => {
    using folder = temporaryFolder()
    // Any delay at all is too long, so pressure begins with the first sample.
    const pressure = { maxDelay: Number.MIN_VALUE, sampleInterval: 10 }
    const running = await start({ data: folder.path, pressure })
    const one = await donation()
    let response = await running.post(one)
    while (response.status === 201) response = await running.post(await donation())
    expect([response.status, response.headers.get('content-type')]).toEqual([503, 'application/problem+json'])
    expect(response.headers.get('retry-after')).toMatch(/^([1-9]|10)$/)
    expect((await running.get('/v1/health')).status).toBe(200)
    expect((await running.get('/v1/totals')).status).toBe(200)
    expect(await (await running.get('/metrics')).text()).toMatch(
      /sada_turned_away_total\{reason="pressure"\} [1-9]/,
    )
    await running.gateway.close()
  })
})

describe('a nation that reconnects at once', () => {
  it('drains, each donation once, though answers are lost and many are turned away', async () => {
    using folder = temporaryFolder()
    // Held until somebody was turned away, so that there is a crowd.
    const crowd = Promise.withResolvers<void>()
    const running = await start({
      data: folder.path,
      maxPending: 40,
      perAddress: { burst: 60, perSecond: 400 },
      trustProxy: ['127.0.0.1'],
      giving: async () => {
        await crowd.promise
        return giving
      },
    })
    const turnedAway = { 200: 0, 429: 0, 503: 0 }
    const receipts = new Map<string, string>()
    const phone = async (number: number) => {
      let waiting: SealedDonation[] = await donations(3)
      let losesAnswer = number % 5 === 0
      while (waiting.length > 0) {
        const response = await postFrom(running, `203.0.113.${number % 3}`, { donations: waiting })
        const status = response.status as keyof typeof turnedAway
        expect([200, 429, 503]).toContain(status)
        turnedAway[status]++
        if (status !== 200) {
          crowd.resolve()
          expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
          await response.body?.cancel()
        } else if (losesAnswer) {
          losesAnswer = false
          await response.body?.cancel()
        } else {
          for (const { id, receipt, status: each } of await answersOf(response)) {
            expect([200, 201, 429]).toContain(each)
            if (each === 429) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
            if (receipt) {
              receipts.set(id, receipt)
              waiting = waiting.filter((one) => one.id !== id)
            }
          }
        }
        // Phones wait longer; the order they come back in is as good as any.
        await sleep(Math.random() * 20)
      }
    }
    await Promise.all(Array.from({ length: 100 }, (_, number) => phone(number)))
    expect(receipts.size).toBe(300)
    expect(turnedAway[429]).toBeGreaterThan(0)
    const totals = await (await running.get('/v1/totals')).json()
    expect(totals).toMatchObject({ currencies: [{ donations: 300, pledged: 300 * 150_000 }] })
    await running.gateway.close()
  })
})
