import { threadId } from 'node:worker_threads'
import { IDBFactory } from 'fake-indexeddb'
import { databaseName } from '../../../src/give/outbox/database.ts'
import type { Entry } from '../../../src/give/outbox/entry.ts'
import { cutOff, diskFor, type Holder, type Written } from './disk.ts'
import { outside, type Realm, within } from './realm.ts'
import type { Alarm, World } from './world.ts'

/** A tab, or the service worker (`page` false), of a phone. */
export interface Tab extends Realm, Omit<Holder, 'dead'> {
  readonly phone: Phone
  readonly page: boolean
  /** Whether it can be seen; a worker never is. */
  visible: boolean
  /** Has its window or document told of something. */
  tell(target: 'window' | 'document', type: string): void
  /** Ends it between two steps, as the system does: nothing is asked of it, nothing it was at goes on. */
  kill(): void
  /** Rejects, or never settles, once it is dead. */
  readonly died: Promise<never>
}

/** How a phone's code asks the network. */
export type Fetch = (tab: Tab, url: string, init: RequestInit) => Promise<Response>

export interface PhoneOptions {
  world: World
  name: string
  fetch: Fetch
  /** Whether its browser has Web Locks, and Background Sync. */
  locks: boolean
  sync: boolean
  /** Told of every committed change of its outbox. */
  wrote: (tab: Tab, changes: readonly Written[]) => void
}

let phones = 0

/** One phone: a disk, a clock, and the tabs and workers that share them. */
export class Phone {
  readonly options: PhoneOptions
  readonly tabs = new Set<Tab>()
  /** ms its clock is wrong by. */
  skew = 0
  /** How likely the disk refuses a write, and a commit. */
  full = { write: 0, commit: 0 }
  /** A page asked to be woken by Background Sync. */
  syncWanted = false
  readonly #disk = new IDBFactory()
  readonly #channels = new Map<object, { tab: Tab; name: string; hear: () => void }>()
  /** Web Locks are shared by all threads of a process. */
  readonly #id = `${threadId} ${phones++}`
  #born = 0

  constructor(options: PhoneOptions) {
    this.options = options
  }

  get name(): string {
    return this.options.name
  }

  pages(): Tab[] {
    return [...this.tabs].filter(({ page }) => page)
  }

  /** What is in its outbox, read from the disk itself. Only where nothing is under way. */
  entries(): Entry[] {
    const raw = (this.#disk as unknown as RawDisk)._databases.get(databaseName)
    const records = raw?.rawObjectStores.get('entries')?.records.values() ?? []
    return [...records].map(({ value }) => structuredClone(value) as Entry)
  }

  open(page: boolean): Tab {
    const { world } = this.options
    const timers = new Map<number, Alarm>()
    const connections = new Set<IDBDatabase>()
    const places = { window: new EventTarget(), document: new EventTarget() }
    let lastTimer = 0
    let die: (reason: unknown) => void = () => undefined
    const died = new Promise<never>((_, reject) => {
      die = reject
    })
    died.catch(() => undefined)
    const set = (run: () => void, ms = 0, every?: number): number => {
      const id = ++lastTimer
      const again = (wait: number): void => {
        timers.set(
          id,
          world.after(wait, () => {
            if (tab.dead || !timers.delete(id)) return
            if (every !== undefined) again(every)
            within(tab, run)
          }),
        )
      }
      if (!tab.dead) again(ms)
      return id
    }
    const clear = (id: number | undefined): void => {
      const alarm = timers.get(id ?? 0)
      if (alarm) world.cancel(alarm)
      timers.delete(id ?? 0)
    }
    const tab: Tab = {
      name: `${this.name} ${page ? 'tab' : 'worker'} ${++this.#born}`,
      world,
      phone: this,
      page,
      visible: page,
      dead: false,
      died,
      clock: () => world.now() + this.skew,
      refuses: (when) => this.full[when] > 0 && world.dice.chance(this.full[when]),
      wrote: (changes) => this.options.wrote(tab, changes),
      tell: (target, type) => within(tab, () => void places[target].dispatchEvent(new Event(type))),
      kill: () => {
        if (tab.dead) return
        tab.dead = true
        this.tabs.delete(tab)
        for (const alarm of timers.values()) world.cancel(alarm)
        timers.clear()
        for (const [key, channel] of this.#channels) if (channel.tab === tab) this.#channels.delete(key)
        const lands = () => world.dice.chance(0.5)
        // The disk's own steps go on in the world's order, for the others.
        within(tab, () => {
          for (const connection of connections) cutOff(connection, lands)
        })
        die(new Error('killed'))
      },
      globals: {
        indexedDB: diskFor(
          this.#disk,
          this.#holderOf(() => tab),
          (connection) => connections.add(connection),
        ),
        fetch: (url: string, init: RequestInit) =>
          tab.dead ? new Promise(() => undefined) : this.options.fetch(tab, url, init),
        setTimeout: (run: () => void, ms?: number) => set(run, ms),
        setInterval: (run: () => void, ms: number) => set(run, ms, ms),
        clearTimeout: clear,
        clearInterval: clear,
        // What fake-indexeddb's steps are queued by; they are the disk's, and outlive a tab.
        setImmediate: (run: () => void) => world.task(() => within(tab, run)),
        location: { href: 'https://sada.example/' },
        navigator: this.#navigator(() => tab),
        BroadcastChannel: this.#channelClass(() => tab),
        addEventListener: places.window.addEventListener.bind(places.window),
        removeEventListener: places.window.removeEventListener.bind(places.window),
        document: page
          ? Object.defineProperty(places.document, 'visibilityState', {
              get: () => (tab.visible ? 'visible' : 'hidden'),
            })
          : undefined,
      },
    }
    this.tabs.add(tab)
    return tab
  }

  /** A tab's door to the disk is made before the tab itself. */
  #holderOf(tab: () => Tab): Holder {
    return {
      get dead() {
        return tab().dead
      },
      refuses: (when) => tab().refuses(when),
      wrote: (changes) => tab().wrote(changes),
    }
  }

  /** The real Web Locks of Node, a name a phone; freed when the tab that holds one dies, as a browser frees it. */
  #navigator(tab: () => Tab) {
    const { locks, sync } = this.options
    const real = outside(() => navigator.locks)
    const request = async (name: string, options: LockOptions, work: (lock: Lock | null) => unknown) => {
      const mine = tab()
      if (mine.dead) return new Promise(() => undefined)
      const { world } = mine
      let release: () => void = () => undefined
      const released = new Promise<void>((resolve) => {
        release = resolve
      })
      const { promise: granted, resolve: grant } = Promise.withResolvers<Lock | null>()
      const over = outside(() =>
        real.request(`${this.#id} ${name}`, options, (lock) => {
          grant(lock)
          return released
        }),
      )
      // Its threads take their time to let go as well, and nobody may ask meanwhile.
      const letGo = () => {
        release()
        world.hold(over)
      }
      mine.died.catch(letGo)
      const lock = await world.elsewhere(granted)
      try {
        return await work(lock)
      } finally {
        if (!mine.dead) letGo()
      }
    }
    const registration = {
      sync: {
        register: async () => {
          if (!tab().dead) this.syncWanted = true
        },
      },
    }
    return {
      ...(locks && { locks: { request } }),
      ...(sync && { serviceWorker: { getRegistration: async () => registration } }),
    }
  }

  /** Messages between this phone's tabs, each heard some time later. */
  #channelClass(tab: () => Tab) {
    const channels = this.#channels
    const { world } = this.options
    return class {
      constructor(name: string) {
        if (!tab().dead) channels.set(this, { tab: tab(), name, hear: () => undefined })
      }
      addEventListener(_type: 'message', hear: () => void) {
        const mine = channels.get(this)
        if (mine) mine.hear = hear
      }
      postMessage() {
        const mine = channels.get(this)
        if (!mine) return
        for (const [key, other] of channels)
          if (key !== this && other.name === mine.name)
            world.task(() => {
              if (channels.has(key)) within(other.tab, other.hear)
            })
      }
      close() {
        channels.delete(this)
      }
    }
  }
}

/** Where fake-indexeddb keeps what is stored. */
interface RawDisk {
  _databases: Map<
    string,
    { rawObjectStores: Map<string, { records: { values(): Iterable<{ value: unknown }> } }> }
  >
}
