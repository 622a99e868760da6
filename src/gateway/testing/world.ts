import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { type DonationFacts, type SealedDonation, sealDonation } from '../../shared/donation.ts'
import type { Giving } from '../../shared/giving.ts'
import type { DonationAnswer } from '../../shared/receipt.ts'
import { keyId, type PrivateJwk, type PublicKey, publicKeyOf } from '../../shared/signature.ts'
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.ts'

/** Fixed keys, so that a test, its child process and a reopened gateway agree. They protect nothing. */
export const signingKey: PrivateJwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'yV9wz0JUAUK0WUytXV9IR726RLeiYI3T7iXS-PidldI',
  y: 'J4mh8WwIsNb_W2X07oDtf2amVsDNJ3e3a-jP2kkUdzE',
  d: 'suVGQ7Xkcmi9gG3zcrJ4IXQ6KEaQRoYX1oDAHM2YE2U',
}
export const gatewayKey: PublicKey = publicKeyOf(signingKey)
/** The tests open nothing, so donors' details may be sealed to any point we have. */
const sealingKey = gatewayKey

const both = (text: string) => ({ en: text, ur: text })
const account = { title: 'Lantern Assembly (demo)', bank: both('No bank'), number: '000' }
const method = (id: string, currency: string) => ({
  id,
  name: both(id),
  currency,
  account,
  instructions: both('Nothing to pay, this is a test.'),
})

export const giving: Giving = {
  format: 'sada-giving/1',
  organisation: 'lantern-assembly',
  currencies: [
    { code: 'PKR', presets: [100_000], minimum: 10_000, maximum: 100_000_000 },
    { code: 'USD', presets: [2500], minimum: 100, maximum: 1_000_000 },
  ],
  commitments: ['now', 'pledge'],
  pledgeDays: 60,
  methods: [
    method('bank', 'PKR'),
    method('wire', 'USD'),
    { ...method('card', 'PKR'), type: 'card', checkout: 'https://pay.example' },
    { ...method('card-usd', 'USD'), type: 'card', checkout: 'https://pay.example' },
  ],
  declarations: [],
  sealingKey,
  gatewayKeys: [gatewayKey],
  gateways: ['/'],
}

/** Open facts of a new donation, to be sealed to a key. @param minor paisa */
export const factsFor = async (
  key: PublicKey,
  minor = 150_000,
  more: Partial<DonationFacts> = {},
): Promise<DonationFacts> => ({
  id: uuidv7(),
  organisation: giving.organisation,
  amount: { currency: 'PKR', minor },
  commitment: 'now',
  method: 'bank',
  keyId: await keyId(key),
  ...more,
})

export const donorName = 'Bulbul Chiragh'
const details = {
  name: donorName,
  contact: '+92 300 0000000',
  anonymous: false,
  residence: 'home' as const,
  declarations: [],
}

let sealed: Promise<SealedDonation> | undefined
/** A new donation; sealed for real once, then varied, for the gateway cannot tell. */
export const donation = async (changes: Partial<SealedDonation> = {}): Promise<SealedDonation> => {
  sealed ??= factsFor(sealingKey).then((facts) => sealDonation(facts, details, sealingKey))
  return { ...(await sealed), id: uuidv7(), ...changes }
}

export const donations = (count: number): Promise<SealedDonation[]> =>
  Promise.all(Array.from({ length: count }, () => donation()))

export const temporaryFolder = (): { path: string; [Symbol.dispose](): void } => {
  const path = mkdtempSync(join(tmpdir(), 'sada-gateway-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

export interface Running {
  gateway: Gateway
  address: string
  post(body: unknown): Promise<Response>
  /** Posts one donation and reads the answer. */
  give(body: SealedDonation): Promise<DonationAnswer & { type?: string }>
  get(path: string, headers?: Record<string, string>): Promise<Response>
}

/** A real gateway on a real port of 127.0.0.1. */
export const start = async (options: Partial<GatewayOptions> & { data: string }): Promise<Running> => {
  const gateway = await createGateway({
    mounts: {},
    organisation: giving.organisation,
    signingKey,
    giving: async () => giving,
    logger: false,
    ...options,
  })
  const { address } = await gateway.listen({ host: '127.0.0.1', port: 0 })
  const post = (body: unknown): Promise<Response> =>
    fetch(`${address}/v1/donations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return {
    gateway,
    address,
    post,
    give: async (body) => (await (await post(body)).json()) as DonationAnswer & { type?: string },
    get: (path, headers = {}) => fetch(`${address}${path}`, { headers }),
  }
}
