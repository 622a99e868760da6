import { random } from '../../../src/organiser/demo/media/draw.ts'

/** What becomes of one `POST /v1/donations` on its way, in the order in which they arrive. */
export const answerFaults = [
  'request lost',
  'answer lost after commit',
  'answer torn after commit',
  'slow answer',
  '429',
  '500',
  '500 after commit',
  '503',
  'garbage',
  'portal page',
  'gateway killed before commit',
  'gateway killed after commit',
  'browser killed before commit',
  'browser killed after commit',
] as const
export type AnswerFault = (typeof answerFaults)[number]

/** What happens while a donation that was just given is on its way. */
export type Meanwhile =
  | 'browser killed'
  | 'gateway killed'
  | 'worker updated'
  | 'worker woken'
  | 'tab closed'
  | 'tab reloaded'
  | 'link cut'

export interface Gift {
  /** Which tab; counted around where there are fewer. */
  tab: number
  currency: 'PKR' | 'USD'
  /** Whole rupees or dollars; no other gift of the schedule has the same number. */
  amount: number
  /** Two: the button is hit again before anything has happened. */
  taps: 1 | 2
}

export type Step =
  /** One donation, or two in two tabs in the same moment. */
  | { do: 'give'; gifts: Gift[]; meanwhile?: { what: Meanwhile; held: 'before commit' | 'after commit' } }
  /** The browser is killed so many ms after the button was hit, or as soon as the screen has said that the donation is kept. */
  | { do: 'give and be killed'; gift: Gift; after: number | 'confirmation' }
  | { do: 'kill browser' }
  | { do: 'kill gateway' }
  | { do: 'start gateway' }
  | { do: 'cut link'; how: 'refused' | 'silent' }
  | { do: 'mend link' }
  | { do: 'fill quota' }
  | { do: 'free quota' }
  /** Ms from the true time. */
  | { do: 'set clock'; shift: number }
  | { do: 'update worker' }
  | { do: 'wake worker' }
  | { do: 'close tab'; tab: number }
  | { do: 'open tab' }
  | { do: 'reload'; tab: number }
  | { do: 'send now'; tab: number }

export interface Schedule {
  tabs: number
  /** For the first requests that arrive; those after them pass. */
  answers: (AnswerFault | null)[]
  /** Each with the person's pause after it, ms. */
  steps: { step: Step; pause: number }[]
}

const hour = 3_600_000

/** The schedule of a seed: nothing but the seed goes in, so it is the same everywhere. */
export const scheduleOf = (seed: number): Schedule => {
  // Neighbouring seeds would else begin alike.
  const next = random(Math.imul(seed + 1, 0x9e3779b1))
  next()
  const upTo = (count: number): number => Math.floor(next() * count)
  const one = <T>(of: readonly T[]): T => of[upTo(of.length)] as T
  const tabs = one([1, 2, 2, 2, 3])
  const amounts = new Set<number>()
  const gift = (): Gift => {
    const currency = next() < 0.25 ? 'USD' : 'PKR'
    let amount = 0
    // Below what an identity card is asked for.
    do amount = currency === 'USD' ? 5 + upTo(90) : 100 + upTo(9900)
    while (amounts.has(amount))
    amounts.add(amount)
    return { tab: upTo(3), currency, amount, taps: next() < 0.15 ? 2 : 1 }
  }
  // Starting again is what takes time: a page costs seconds of a processor, everything else next to nothing.
  let kills = { browser: one([0, 1, 1, 2]), gateway: one([0, 1]) }
  const allowed = (name: string): boolean => {
    const what = name.includes('browser') ? 'browser' : name.includes('gateway') ? 'gateway' : null
    if (what === null) return true
    if (kills[what] === 0) return false
    kills = { ...kills, [what]: kills[what] - 1 }
    return true
  }
  const give = (left: number): Step => {
    const kind = next()
    if (kind < 0.2 && allowed('browser'))
      return {
        do: 'give and be killed',
        gift: gift(),
        after: next() < 0.5 ? 'confirmation' : upTo(60),
      }
    if (kind < 0.6) {
      const what = one<Meanwhile>([
        'browser killed',
        'gateway killed',
        'worker updated',
        'worker updated',
        'worker woken',
        'tab closed',
        'tab reloaded',
        'link cut',
      ])
      if (allowed(what))
        return {
          do: 'give',
          gifts: [gift()],
          meanwhile: { what, held: one(['before commit', 'after commit']) },
        }
    }
    if (kind > 0.8 && left > 1 && tabs > 1) {
      const [first, second] = [gift(), gift()]
      return { do: 'give', gifts: [first, { ...second, tab: first.tab + 1 }] }
    }
    return { do: 'give', gifts: [gift()] }
  }
  const trouble = (): Step[] => {
    const kind = one([
      'kill browser',
      'kill gateway',
      'cut link',
      'fill quota',
      'set clock',
      'update worker',
      'wake worker',
      'close tab',
      'open tab',
      'reload',
      'send now',
    ] as const)
    if (!allowed(kind)) return []
    switch (kind) {
      case 'cut link':
        return [{ do: kind, how: one(['refused', 'silent']) }]
      case 'set clock':
        return [{ do: kind, shift: one([-400 * 24, -30, -1, 1, 30, 300 * 24]) * hour + upTo(1000) }]
      case 'close tab':
      case 'reload':
      case 'send now':
        return [{ do: kind, tab: upTo(3) }]
      default:
        return [{ do: kind }]
    }
  }
  const cures: Partial<Record<Step['do'], Step>> = {
    'kill gateway': { do: 'start gateway' },
    'cut link': { do: 'mend link' },
    'fill quota': { do: 'free quota' },
  }

  const answers = Array.from({ length: 8 }, () => {
    const fault = next() < 0.6 ? one(answerFaults) : null
    return fault && allowed(fault) ? fault : null
  })
  const steps: Step[] = []
  let due: Step[] = []
  let left = 2 + upTo(4)
  while (left > 0) {
    if (next() < 0.5) {
      const some = trouble()
      steps.push(...some)
      due.push(...some.flatMap(({ do: kind }) => cures[kind] ?? []))
    }
    const step = give(left)
    left -= step.do === 'give' ? step.gifts.length : 1
    steps.push(step)
    // What was broken stays so for a donation or two; what is not mended here is at the end.
    if (next() < 0.5) {
      steps.push(...due)
      due = []
    }
  }
  return { tabs, answers, steps: steps.map((step) => ({ step, pause: one([0, 0, 30, 150, 400]) })) }
}
