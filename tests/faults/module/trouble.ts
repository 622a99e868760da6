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

/** How often each thing is done, one to another. */
const likely = {
  give: 30,
  giveAndDie: 8,
  mend: 6,
  cancel: 8,
  sendAndCancel: 8,
  giveAnew: 5,
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
}
type Act = keyof typeof likely

/** ms a phone's clock may be wrong by. */
const clocks = [
  0,
  -30_000,
  45_000,
  -120 * minute,
  300 * minute,
  -400 * 24 * 60 * minute,
  400 * 24 * 60 * minute,
]
const fullDisks = [
  { write: 1, commit: 0 },
  { write: 0, commit: 1 },
  { write: 0.3, commit: 0.3 },
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
    const acts = dice.whole(6, 24)
    // In bursts: what happens within milliseconds of each other is what may go wrong.
    let at = dice.whole(100, 2000)
    for (let act = 0; act < acts && at < evening; act++) {
      world.after(at, () => {
        if (!this.#over) this.#act()
      })
      at += dice.chance(0.6) ? dice.whole(0, 60) : dice.whole(0, 15_000)
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
    const { story } = this.#o
    if (!tab) return
    this.#later(0, 60, () => {
      if (tab.dead) return
      story.met(tab.page ? 'tab killed' : 'worker killed')
      tab.kill()
    })
  }

  #act(): void {
    const { world, donor, courier } = this.#o
    const who = world.dice.chance(0.85) ? donor : courier
    const act = world.dice.weighted(likely)
    this.#acts[act](who)
  }

  readonly #acts: Readonly<Record<Act, (who: Person) => void>> = {
    give: (who) => {
      if (!who.tab() && who.phone.pages().length === 0) who.openTab()
      for (let times = this.#dice.pick([1, 1, 1, 2, 4]); times > 0; times--) who.give()
    },
    giveAndDie: (who) => this.#killSoon(who.give()),
    mend: (who) => who.mend(),
    cancel: (who) => who.cancel(),
    sendAndCancel: (who) => {
      who.sendNow()
      for (let times = 0; times < 4; times++) this.#later(0, 40, () => who.cancel(true))
    },
    // Taken back when it had been sent already, and given anew.
    giveAnew: (who) => {
      who.give()
      this.#later(50, 3000, () => who.cancel())
      this.#later(3000, 6000, () => who.mend())
    },
    resume: (who) => who.resume(),
    forget: (who) => who.forget(),
    sendNow: (who) => who.sendNow(),
    hand: () => {
      const { donor, courier } = this.#o
      if (courier.phone.pages().length === 0) courier.openTab()
      donor.handTo(courier)
    },
    handBack: () => this.#o.courier.handBack(this.#o.donor),
    openTab: (who) => {
      if (who.phone.pages().length < 4) who.openTab()
    },
    closeTab: (who) => {
      const tab = this.#someTab(who)
      if (tab) who.closeTab(tab)
    },
    killTab: (who) => this.#killSoon(this.#someTab(who)),
    killBrowser: (who) => {
      if (who.phone.tabs.size > 0) this.#o.story.met('browser killed')
      for (const each of [...who.phone.tabs]) each.kill()
      this.#later(10, 20_000, () => who.openTab())
    },
    wakeWorker: (who) => {
      if (!who.phone.options.sync || who.phone.syncWanted) who.wakeWorker()
    },
    updateWorker: (who) => {
      // The old one ends in the middle of what it does, the new one begins.
      const worker = who.wakeWorker()
      this.#later(5, 400, () => {
        if (!worker.dead) this.#o.story.met('worker updated in mid-send')
        worker.kill()
        who.wakeWorker()
      })
    },
    seen: (who) => {
      const tab = this.#someTab(who)
      if (!tab) return
      tab.visible = !tab.visible
      tab.tell('document', 'visibilitychange')
    },
    online: ({ phone }) => {
      for (const each of phone.pages()) each.tell('window', 'online')
    },
    clock: ({ phone }) => {
      this.#o.story.met('clock changed')
      phone.skew = this.#dice.pick(clocks)
    },
    quota: ({ phone }) => {
      this.#o.story.met('quota full')
      phone.full = this.#dice.pick(fullDisks)
      this.#later(100, 20_000, () => {
        phone.full = { write: 0, commit: 0 }
      })
    },
    cutLink: () => {
      const { network } = this.#o
      network.cut = true
      this.#later(100, 40_000, () => {
        network.cut = false
      })
    },
    killGateway: () => {
      if (!this.#o.machine.up) return
      this.#o.machine.kill('gateway killed')
      this.#restartLater()
    },
  }

  get #dice() {
    return this.#o.world.dice
  }

  #someTab({ phone }: Person): Tab | null {
    const pages = phone.pages()
    return pages.length > 0 ? this.#dice.pick(pages) : null
  }

  /** Some time between `from` and `to` ms from now, unless the evening is over by then. */
  #later(from: number, to: number, happen: () => void): void {
    this.#o.world.after(this.#dice.whole(from, to), () => {
      if (!this.#over) happen()
    })
  }
}
