// @vitest-environment jsdom
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cleanup, render, screen, waitFor } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Method } from '../shared/giving.ts'
import { payment } from '../ui/languages/en.ts'
import { en, inLanguage } from '../ui/testing.tsx'
import { CardCheckout } from './CardCheckout.tsx'
import type { Entry } from './outbox/outbox.ts'
import { richGiving } from './testing/edition.ts'

const method = richGiving.methods.find(({ id }) => id === 'card-pkr') as Method
const id = '018ce5f0-0a1b-7000-8000-000000000001'
const entry = { id, state: 'recorded' } as Entry

/** A gateway that answers checkouts as it is told. */
let server: Server
let answer: { status: number; body: string }
let asked: unknown[]
beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
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

const go = vi.fn()
const show = (shown: Entry = entry) => {
  go.mockClear()
  const gateways = [`http://127.0.0.1:${(server.address() as AddressInfo).port}/`]
  render(inLanguage(<CardCheckout entry={shown} method={method} gateways={gateways} go={go} />))
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
