// @vitest-environment jsdom
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cleanup, render, screen, waitFor } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { useState } from 'preact/hooks'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Method } from '../shared/giving.ts'
import { signPaid } from '../shared/paid.ts'
import { type PrivateJwk, publicKeyOf } from '../shared/signature.ts'
import { payment } from '../ui/languages/en.ts'
import { en, inLanguage } from '../ui/testing.tsx'
import { CardCheckout } from './CardCheckout.tsx'
import type { Entry, Outbox } from './outbox/outbox.ts'
import { transition } from './outbox/transition.ts'
import { richGiving } from './testing/edition.ts'

const method = richGiving.methods.find(({ id }) => id === 'card-pkr') as Method
const id = '018ce5f0-0a1b-7000-8000-000000000001'
const entry = { id, state: 'recorded', amount: { currency: 'PKR', minor: 150_000 } } as Entry

/** A gateway that answers checkouts as it is told. */
let server: Server
let answer: { status: number; body: string }
/** What it says of what has arrived. */
let paid: string | null
let asked: unknown[]
let key: PrivateJwk
beforeEach(async () => {
  asked = []
  paid = null
  key = await newKey()
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      if (request.method === 'GET') {
        const body = paid === null ? '{}' : JSON.stringify({ paid })
        response.writeHead(paid === null ? 404 : 200, { 'content-type': 'application/json' }).end(body)
        return
      }
      asked.push([request.method, request.url, JSON.parse(text)])
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
})
afterEach(() => {
  cleanup()
  server.close()
})

const newKey = async (): Promise<PrivateJwk> => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  return (await crypto.subtle.exportKey('jwk', privateKey)) as unknown as PrivateJwk
}
const wordOf = (signer: PrivateJwk, more: { id?: string; paid?: number; due?: number }) =>
  signPaid(signer, {
    kind: 'paid',
    id,
    currency: 'PKR',
    paid: 150_000,
    due: 0,
    asOf: '2024-01-07T20:00:00.000Z',
    ...more,
  })

const go = vi.fn()
/** The card's part over a donation that becomes what happens to it, as the outbox has it. */
const Card = ({
  shown,
  ...props
}: { shown: Entry; back: boolean } & Pick<Parameters<typeof CardCheckout>[0], 'giving'>) => {
  const [now, setNow] = useState(shown)
  const change: Outbox['change'] = async (_, event) => {
    setNow((before) => transition(before, event, 0) ?? before)
    return null
  }
  return <CardCheckout entry={now} outbox={{ change }} method={method} go={go} {...props} />
}
const show = (shown: Entry = entry, back = false) => {
  go.mockClear()
  const gateways = [`http://127.0.0.1:${(server.address() as AddressInfo).port}/`]
  const giving = { gateways, gatewayKeys: [publicKeyOf(key)] }
  render(inLanguage(<Card shown={shown} giving={giving} back={back} />))
}
const pay = () => userEvent.click(screen.getByRole('button', { name: payment.card('pay.example') }))

it('leads to the provider’s page of a recorded donation', async () => {
  answer = { status: 201, body: '{"url":"https://pay.example/c/7"}' }
  show()
  await pay()
  await waitFor(() => expect(go).toHaveBeenCalledWith('https://pay.example/c/7'))
  expect(asked).toEqual([['POST', '/v1/checkouts', { donation: id }]])
})

it('waits while the gateway has not recorded it', () => {
  show({ ...entry, state: 'sealed' })
  expect(screen.queryByRole('button')).toBeNull()
  expect(screen.getByText(payment.cardWaits)).toBeTruthy()
})

it.each([
  ['another origin', 200, '{"url":"https://pay.example.evil/c/7"}'],
  ['a page without a lock', 200, '{"url":"http://pay.example/c/7"}'],
  ['a script', 200, '{"url":"javascript:alert(1)"}'],
  ['no address', 200, '{"url":"c/7"}'],
  ['something else', 200, '<html>'],
  ['a refusal', 404, '{"url":"https://pay.example/c/7"}'],
])('goes nowhere when a gateway answers with %s, and says so', async (_, status, body) => {
  answer = { status, body }
  show()
  await pay()
  expect(await screen.findByText(en.problems.server)).toBeTruthy()
  expect(go).not.toHaveBeenCalled()
})

it.each([
  ['not-recorded', 404],
  ['not-by-card', 422],
  ['paid', 409],
  ['processing', 409],
  ['no-checkout', 501],
  ['provider', 503],
] as const)('says what to do where there is no page: %s', async (key, status) => {
  answer = { status, body: JSON.stringify({ type: `urn:sada:problem:${key}`, title: 'No', status }) }
  show()
  await pay()
  expect(await screen.findByText(payment.cardRefused[key])).toBeTruthy()
  expect(go).not.toHaveBeenCalled()
})

it('says when it has been paid, and offers no page any more', async () => {
  paid = await wordOf(key, {})
  show()
  expect(await screen.findByText(/^Paid: .*1,500.* has arrived/)).toBeTruthy()
  expect(screen.queryByRole('button')).toBeNull()
})

it('hears of it while somebody who has just paid looks on', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    show(entry, true)
    expect(screen.getByText(payment.cardSoon)).toBeTruthy()
    paid = await wordOf(key, {})
    await vi.advanceTimersByTimeAsync(5_000)
  } finally {
    vi.useRealTimers()
  }
  expect(await screen.findByText(/^Paid: /)).toBeTruthy()
})

it.each([
  ['is somebody else’s word', async () => wordOf(await newKey(), {})],
  ['is of another donation', () => wordOf(key, { id: id.replace(/1$/, '2') })],
  ['says that something is due', () => wordOf(key, { paid: 0, due: 150_000 })],
])('still offers the page where what it hears %s', async (_, word) => {
  answer = { status: 200, body: '{"url":"https://pay.example/c/7"}' }
  paid = await word()
  show()
  await pay()
  await waitFor(() => expect(go).toHaveBeenCalled())
  expect(screen.queryByText(/^Paid: /)).toBeNull()
})
