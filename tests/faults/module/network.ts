import { createHash } from 'node:crypto'
import { signingKey } from '../../../src/gateway/testing/world.ts'
import { generateKey } from '../../../src/organiser/keys/new-keys.ts'
import { type DonationAnswer, type Receipt, signReceipt } from '../../../src/shared/receipt.ts'
import type { PrivateJwk } from '../../../src/shared/signature.ts'
import type { Answered, Asked, GatewayMachine } from './gateway-machine.ts'
import type { Tab } from './phone.ts'
import { outside } from './realm.ts'
import type { World } from './world.ts'

/** What the way to a gateway, or who stands in its place, may do to a request that records donations. */
export const wireFaults = [
  'request dropped',
  'answer dropped',
  'answer cut off',
  'no answer at all',
  'request arrives late',
  'request arrives twice',
  '429',
  '500',
  '503',
  'garbage',
  'portal',
  'censor 403',
  'forged receipt',
  "another donation's receipt",
  'receipt of another amount',
  'receipt of other bytes',
  'word without receipt',
  'short batch',
  'answers in another order',
  'refusal that is a lie',
] as const
export type WireFault = (typeof wireFaults)[number]

/** Nobody's: a receipt signed by it is a forgery. */
const strangersKey = await generateKey()

export interface NetworkOptions {
  world: World
  machine: GatewayMachine
  /** The mirrors' origins, and which process each leads to; `liar`: to nobody, it makes answers up. */
  mirrors: ReadonlyMap<string, number | 'liar'>
  met: (fault: string) => void
  /** Told of every request that carries donations, as it leaves; and when nobody waits for it any more. */
  left: (tab: Tab, ids: readonly string[]) => () => void
}

interface Posted {
  id: string
  amount: { currency: string; minor: number }
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answered => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})
const html = (status: number): Answered => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Welcome</title>{"id":"","status":201,"receipt":"a.b.c"}',
})

/** The donations in a request's body. */
const postedIn = (body: string): { items: Posted[]; batch: boolean } => {
  const read = JSON.parse(body) as Posted | { donations: Posted[] }
  return 'donations' in read ? { items: read.donations, batch: true } : { items: [read], batch: false }
}

/** Puts answers made up, one a donation, into the form they would have. */
const shaped = (batch: boolean, answers: DonationAnswer[]): Answered =>
  batch ? json(200, { answers }) : json(answers[0]?.status ?? 500, answers[0])

const lies = ['garbage', 'portal', 'censor 403', 'forged receipt', 'word without receipt', 'refusal that is a lie', 'no answer at all', '500'] as const // biome-ignore format: one list

/** The network between phones and gateways: slow, lossy, and in other people's hands. */
export class Network {
  /** How likely a request meets a fault. */
  weather = 0
  /** Nothing gets through. */
  cut = false
  /** No faults of any kind any more, nobody lies. */
  calm = false
  readonly #options: NetworkOptions
  /** A receipt that was really given, for those who pass it off as another's. */
  #receipt: string | null = null

  constructor(options: NetworkOptions) {
    this.#options = options
  }

  /** `fetch` as a tab has it. @throws TypeError where the network fails, as `fetch` does */
  fetch = (tab: Tab, url: string, init: RequestInit): Promise<Response> => {
    const { world } = this.#options
    const { origin, pathname } = new URL(url)
    const body = init.body instanceof Uint8Array ? new TextDecoder().decode(init.body) : undefined
    const method = init.method === 'POST' ? 'POST' : 'GET'
    const asked: Asked = {
      method,
      path: pathname,
      sender: '203.0.113.7',
      ...(body === undefined ? {} : { body }),
    }
    const arrived = body === undefined ? undefined : this.#options.left(tab, postedIn(body).items.map(({ id }) => id)) // biome-ignore format: one choice
    return new Promise<Response>((resolve, reject) => {
      const over = (): void => {
        arrived?.()
        // Node keeps a signal for ever that somebody listens to, and with it the whole schedule.
        init.signal?.removeEventListener('abort', aborted)
      }
      const aborted = (): void => {
        over()
        reject(init.signal?.reason)
      }
      init.signal?.addEventListener('abort', aborted)
      tab.died.catch(over)
      if (init.signal?.aborted) return aborted()
      const settle = (answer: Answered | null): void =>
        void world.after(world.dice.whole(1, 120), () => {
          over()
          if (tab.dead) return
          if (!answer) return reject(new TypeError('fetch failed'))
          resolve(new Response(answer.body, { status: answer.status, headers: answer.headers }))
        })
      world.after(world.dice.whole(1, 120), () => {
        void outside(() => this.#carry(tab, origin, asked)).then((answer) => {
          if (answer !== 'silence') settle(answer)
        })
      })
    })
  }

  async #carry(tab: Tab, origin: string, asked: Asked): Promise<Answered | null | 'silence'> {
    const { world, machine, mirrors, met } = this.#options
    const { dice } = world
    const process = mirrors.get(origin)
    if (process === undefined) return null
    if (this.cut) {
      met('link cut')
      return null
    }
    const { body } = asked
    if (body === undefined) return process === 'liar' ? null : machine.ask(process, asked)
    if (process === 'liar') {
      if (this.calm) return null
      met('lying mirror')
      return this.#replace(dice.pick(lies), body)
    }
    const fault = !this.calm && dice.chance(this.weather) ? dice.pick(wireFaults) : null
    const ask = async (): Promise<Answered | null> => {
      const answer = await machine.ask(process, asked)
      this.#learn(answer)
      return answer
    }
    if (fault === null) return ask()
    met(fault)
    // A request that left before its tab died may arrive for all that.
    void tab
    switch (fault) {
      case 'request dropped':
        return null
      case 'answer dropped':
        await ask()
        return null
      case 'answer cut off': {
        const answer = await ask()
        return answer && { ...answer, body: answer.body.slice(0, dice.whole(0, answer.body.length - 1)) }
      }
      case 'no answer at all':
        if (dice.chance(0.5)) await ask()
        return 'silence'
      case 'request arrives late':
        world.after(dice.whole(100, 900_000), () => void outside(ask))
        return dice.chance(0.5) ? null : 'silence'
      case 'request arrives twice': {
        const [first, second] = await Promise.all([ask(), ask()])
        return dice.chance(0.5) ? first : second
      }
      case 'short batch':
      case 'answers in another order': {
        const answer = await ask()
        return answer && this.#rearranged(answer, fault)
      }
      default:
        // Whoever answers in the gateway's place may have let the request through, or not.
        if (dice.chance(0.5)) await ask()
        return this.#replace(fault, body)
    }
  }

  #learn(answer: Answered | null): void {
    const found = answer?.body.match(/"receipt":"([^"]+)"/)
    if (found?.[1]) this.#receipt = found[1]
  }

  #rearranged(answer: Answered, fault: 'short batch' | 'answers in another order'): Answered {
    try {
      const { answers } = JSON.parse(answer.body) as { answers?: DonationAnswer[] }
      if (!answers) return answer
      const changed =
        fault === 'short batch'
          ? answers.filter(() => this.#options.world.dice.chance(0.5))
          : // Each with its neighbour's receipt as well.
            answers
              .toReversed()
              .map((one, at) => ({ ...one, ...(answers[at]?.receipt && { receipt: answers[at].receipt }) }))
      return { ...answer, body: JSON.stringify({ answers: changed }) }
    } catch {
      return answer
    }
  }

  /** What stands in place of the gateway's answer. */
  async #replace(fault: WireFault, body: string): Promise<Answered | null | 'silence'> {
    const { dice, now } = this.#options.world
    const { items, batch } = postedIn(body)
    const problem = (key: string, status: number) => ({
      type: `urn:sada:problem:${key}`,
      title: key,
      status,
    })
    /** True receipts but for `wrong`, which only a gateway's key, or a stranger's, could have signed. */
    const signed = async (key: PrivateJwk, wrong: (item: Posted) => Partial<Receipt>) => {
      const recordedAt = new Date(now()).toISOString()
      const answers = items.map(async (item): Promise<DonationAnswer> => {
        const { id, amount } = item
        // Frozen bytes are JSON without spaces, so that an item's text can be had back from the batch.
        const digest = createHash('sha256').update(JSON.stringify(item)).digest('hex')
        const receipt = await signReceipt(key, { id, digest, amount, recordedAt, ...wrong(item) })
        return { id, status: 201, receipt }
      })
      return shaped(batch, await this.#options.world.elsewhere(Promise.all(answers)))
    }
    switch (fault) {
      case '429':
        return json(429, problem('too-many-requests', 429), { 'retry-after': dice.pick(['1', '30', '7200', '99999999', 'soon', new Date(now() + 60_000).toUTCString()]) }) // biome-ignore format: one answer
      case '500':
        return json(500, problem('server', 500))
      case '503':
        return json(503, problem('server', 503), { 'retry-after': dice.pick(['1', '5', '600']) })
      case 'garbage':
        return { status: dice.pick([200, 201, 404]), headers: {}, body: '\u0000{"answers":[{]' }
      case 'portal':
        return html(200)
      case 'censor 403':
        return dice.chance(0.5) ? html(403) : json(403, { error: 'blocked' })
      case 'forged receipt':
        return signed(strangersKey, () => ({}))
      case 'receipt of another amount':
        return signed(signingKey, ({ amount }) => ({ amount: { ...amount, minor: amount.minor + 1 } }))
      case 'receipt of other bytes':
        return signed(signingKey, () => ({ digest: '0'.repeat(64) }))
      case "another donation's receipt":
        return shaped(
          batch,
          items.map(({ id }) => ({ id, status: 200, receipt: this.#receipt ?? 'a.b.c' })),
        )
      case 'word without receipt':
        return shaped(
          batch,
          items.map(({ id }) => ({ id, status: 201 })),
        )
      case 'refusal that is a lie': {
        const refusal = problem(dice.pick(['malformed', 'amount-limits', 'different-bytes']), 422)
        if (batch && dice.chance(0.5)) return shaped(true, items.map(({ id }) => ({ id, status: 422, problem: refusal }) as DonationAnswer)) // biome-ignore format: one answer
        return json(422, refusal)
      }
      default:
        return 'silence'
    }
  }
}
