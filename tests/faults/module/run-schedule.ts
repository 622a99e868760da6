import { giving } from '../../../src/gateway/testing/world.ts'
import { isWaiting } from '../../../src/give/outbox/entry.ts'
import type { Giving } from '../../../src/shared/giving.ts'
import type { Totals } from '../../../src/shared/totals.ts'
import type { Outcome, RunSchedule } from '../outcome.ts'
import { dice as seeded } from './dice.ts'
import { reachIntoDisks } from './disk.ts'
import { GatewayMachine } from './gateway-machine.ts'
import { judge } from './judge.ts'
import { Network } from './network.ts'
import { Person } from './person.ts'
import { Phone } from './phone.ts'
import { openDoors } from './realm.ts'
import { Story } from './story.ts'
import { Trouble } from './trouble.ts'
import { createWorld } from './world.ts'

// Loaded at the first donation, and then at no cost: not to be at the first schedule's.
await import('../../../src/shared/sealing.ts')

const day = 86_400_000
let schedules = 0

/** How long the evening of a schedule is, ms; short, for most of it lies in what happens at once. */
const evening = 120_000
const hour = 3_600_000

/** One schedule: an evening of faults, then calm, then judgement. */
const schedule: RunSchedule = async (seed): Promise<Outcome> => {
  const dice = seeded(seed)
  // A day of its own: UUIDs never go back in time within one process, which no phone has shared with another schedule.
  const world = createWorld(dice, Date.parse('2024-01-07T16:00:00Z') + schedules++ * day)
  const story = new Story()
  const processes = dice.pick([1, 1, 2])
  const machine = new GatewayMachine(world, processes, story.met)
  try {
    await machine.start()
    const lying = dice.chance(0.25)
    const mirrors = new Map<string, number | 'liar'>([['https://one.example', 0]])
    if (lying) mirrors.set('https://liar.example', 'liar')
    else if (dice.chance(0.4)) mirrors.set('https://two.example', 1)
    const gateways = [...mirrors.keys()].map((origin) => `${origin}/`)
    const rules: Giving = { ...giving, gateways: dice.chance(0.5) ? gateways : gateways.toReversed() }
    const network = new Network({ world, machine, mirrors, met: story.met, left: story.left })
    let amount = 0
    const people = ['donor', 'courier'].map((name) => {
      const [locks, sync] = [dice.chance(0.85), dice.chance(0.7)]
      const phone = new Phone({ world, name, fetch: network.fetch, locks, sync, wrote: story.wrote })
      return new Person(phone, story, rules, () => ++amount)
    })
    const [donor, courier] = people as [Person, Person]
    const phones = people.map(({ phone }) => phone)

    donor.openTab()
    if (dice.chance(0.5)) courier.openTab()
    const trouble = new Trouble({ world, machine, network, story, donor, courier, evening })
    trouble.plan()
    await world.run(() => false, evening)

    // Calm: nothing fails any more, and hours pass, as a phone passes them: most of the time in a pocket.
    trouble.lift()
    await machine.start()
    const waiting = () => phones.some((phone) => phone.entries().some(isWaiting))
    for (let visit = 0; visit < 6; visit++) {
      for (const { phone } of people) for (const tab of [...phone.tabs]) tab.kill()
      for (const person of people) person.openTab()
      // The second visit's person asks for everything to be sent, what was refused too.
      await world.run(() => people.every((person) => person.tab()), 60_000)
      if (visit === 1) for (const person of people) person.sendNow()
      await world.run(() => false, 15_000)
      if (visit > 0 && !waiting()) break
      for (const { phone } of people) for (const tab of [...phone.tabs]) tab.kill()
      await world.run(() => false, hour)
    }
    for (const { phone } of people) for (const tab of [...phone.tabs]) tab.kill()
    await world.run(() => false, 1000)
    const told = await machine.ask(0, { method: 'GET', path: '/v1/totals', sender: '203.0.113.7' })
    await machine.close()
    const totals = told?.status === 200 ? (JSON.parse(told.body) as Totals) : null
    const verdict = await judge({ story, phones, ledger: machine.file, totals })
    return { seed, ...verdict, faults: story.faults }
  } finally {
    await machine.close()
    machine.remove()
  }
}

let warm: Promise<unknown> | undefined

/** See `RunSchedule`. A process' first schedule also makes what is made once a process, which takes steps of its own: so one goes before. */
export const runSchedule: RunSchedule = async (seed) => {
  if (!warm) {
    openDoors()
    reachIntoDisks()
    warm = schedule(0)
  }
  await warm
  return schedule(seed)
}
