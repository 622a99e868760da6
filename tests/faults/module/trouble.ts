import type { CommitFault, GatewayMachine } from './gateway-machine.ts'
import type { Network } from './network.ts'
import type { Person } from './person.ts'
import type { Tab } from './phone.ts'
import type { Story } from './story.ts'
import type { World } from './world.ts'

export interface TroubleOptions {
  world: World
  machine: GatewayMachine
  network: Network
  story: Story
  donor: Person
  courier: Person
  /** ms */
  evening: number
}

const minute = 60_000
const commitFaults: readonly CommitFault[] = [
  'gateway killed before COMMIT',
  'gateway killed after COMMIT',
  "gateway's disk full",
]

/** What happens in one evening: what people do, and what goes wrong around them. */
export class Trouble {
  readonly #o: TroubleOptions
  #over = false

  constructor(options: TroubleOptions) {
    this.#o = options
  }

  /** Draws the evening from the seed. */
  plan(): void {
    const { world, machine, network, evening } = this.#o
    const { dice } = world
    network.weather = dice.pick([0, 0.3, 0.6, 0.9])
    const mishap = dice.pick([0, 0.1, 0.3])
    machine.commitFault = () => {
      if (this.#over || !dice.chance(mishap)) return null
      const fault = dice.pick(commitFaults)
      if (fault !== "gateway's disk full") this.#restartLater()
      return fault
    }
    const acts = dice.whole(8, 30)
    // In bursts: what happens within milliseconds of each other is what may go wrong.
    let at = dice.whole(100, 2000)
    for (let act = 0; act < acts && at < evening; act++) {
      world.after(at, () => this.#over || this.#act())
      at += dice.chance(0.6) ? dice.whole(0, 60) : dice.whole(0, 20_000)
    }
  }

  /** No more of it. What has begun goes on. */
  lift(): void {
    const { network, donor, courier } = this.#o
    this.#over = true
    network.calm = true
    network.cut = false
    for (const { phone } of [donor, courier]) phone.full = { write: 0, commit: 0 }
  }

  #restartLater(): void {
    const { world, machine } = this.#o
    world.after(world.dice.whole(10, 30_000), () => void world.elsewhere(machine.start()))
  }

  #killSoon(tab: Tab | null): void {
    const { world, story } = this.#o
    if (!tab) return
    world.after(world.dice.whole(0, 60), () => {
      if (this.#over || tab.dead) return
      story.met(tab.page ? 'tab killed' : 'worker killed')
      tab.kill()
    })
  }

  #act(): void {
    const { world, story, donor, courier, network, machine } = this.#o
    const { dice } = world
    const who = dice.chance(0.85) ? donor : courier
    const { phone } = who
    const acts = {
      give: 30,
      giveAndDie: 8,
      mend: 6,
      cancel: 8,
      resume: 2,
      forget: 3,
      sendNow: 8,
      hand: 8,
      handBack: 6,
      openTab: 8,
      closeTab: 3,
      killTab: 4,
      killBrowser: 3,
      wakeWorker: 8,
      updateWorker: 3,
      seen: 3,
      online: 5,
      clock: 4,
      quota: 4,
      cutLink: 4,
      killGateway: 4,
    } as const
    const act = dice.weighted(acts)
    const needsTab = act === 'give' || act === 'giveAndDie'
    if (needsTab && !who.tab() && phone.pages().length === 0) who.openTab()
    const some = phone.pages()
    const tab = some.length > 0 ? dice.pick(some) : null
    switch (act) {
      case 'give':
        for (let times = dice.pick([1, 1, 1, 2, 4]); times > 0; times--) who.give()
        return
      case 'giveAndDie':
        return this.#killSoon(who.give())
      case 'mend':
        return who.mend()
      case 'cancel':
        return who.cancel()
      case 'resume':
        return who.resume()
      case 'forget':
        return who.forget()
      case 'sendNow':
        return who.sendNow()
      case 'hand':
        if (courier.phone.pages().length === 0) courier.openTab()
        return donor.handTo(courier)
      case 'handBack':
        return courier.handBack(donor)
      case 'openTab':
        if (some.length < 4) who.openTab()
        return
      case 'closeTab':
        if (tab) who.closeTab(tab)
        return
      case 'killTab':
        return this.#killSoon(tab)
      case 'killBrowser':
        if (phone.tabs.size > 0) story.met('browser killed')
        for (const each of [...phone.tabs]) each.kill()
        world.after(dice.whole(10, 20_000), () => this.#over || who.openTab())
        return
      case 'wakeWorker':
        if (phone.options.sync && !phone.syncWanted) return
        who.wakeWorker()
        return
      case 'updateWorker': {
        // The old one ends in the middle of what it does, the new one begins.
        const worker = who.wakeWorker()
        world.after(dice.whole(5, 400), () => {
          if (this.#over) return
          if (!worker.dead) story.met('worker updated in mid-send')
          worker.kill()
          who.wakeWorker()
        })
        return
      }
      case 'seen':
        if (!tab) return
        tab.visible = !tab.visible
        return tab.tell('document', 'visibilitychange')
      case 'online':
        for (const each of phone.pages()) each.tell('window', 'online')
        return
      case 'clock':
        story.met('clock changed')
        phone.skew = dice.pick([0, -30_000, 45_000, -2 * 60 * minute, 5 * 60 * minute, -400 * 24 * 60 * minute, 400 * 24 * 60 * minute]) // biome-ignore format: one choice
        return
      case 'quota': {
        story.met('quota full')
        phone.full = dice.pick([
          { write: 1, commit: 0 },
          { write: 0, commit: 1 },
          { write: 0.3, commit: 0.3 },
        ])
        world.after(dice.whole(100, 20_000), () => {
          phone.full = { write: 0, commit: 0 }
        })
        return
      }
      case 'cutLink':
        network.cut = true
        world.after(dice.whole(100, 40_000), () => {
          network.cut = false
        })
        return
      case 'killGateway':
        if (!machine.up) return
        machine.kill('gateway killed')
        return this.#restartLater()
    }
  }
}
