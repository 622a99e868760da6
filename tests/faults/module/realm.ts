import { AsyncLocalStorage } from 'node:async_hooks'
import type { World } from './world.ts'

/**
 * Where code runs: a tab, a worker, a gateway's process. All of them share one thread here, and the product's code reaches the world through
 * globals; so each global asks who is calling, and answers with that realm's own. This is how several tabs run the real outbox at once, each
 * with its own clock, storage handle, timers and network, and how one of them can be killed.
 */
export interface Realm {
  readonly name: string
  readonly world: World
  /** What it sees in place of the process' globals; `undefined` as a value: it has none of that. */
  readonly globals: Readonly<Record<string, unknown>>
  /** Its clock, ms since the epoch. */
  readonly clock: () => number
  /** Killed: whatever it still does has no effect. */
  dead: boolean
}

const current = new AsyncLocalStorage<Realm | null>()

/** Runs `work` as code of `realm`, to its last `await`. */
export const within = <T>(realm: Realm, work: () => T): T => current.run(realm, work)
/** Runs `work` as code of the instrument itself. */
export const outside = <T>(work: () => T): T => current.run(null, work)
/** Whose code is running; `null`: the instrument's. */
export const whoRuns = (): Realm | null => current.getStore() ?? null

/** Globals through which code reaches the world. */
const doors = [
  'addEventListener',
  'BroadcastChannel',
  'clearInterval',
  'clearTimeout',
  'document',
  'fetch',
  'indexedDB',
  'location',
  'navigator',
  'removeEventListener',
  'setImmediate',
  'setInterval',
  'setTimeout',
] as const

const cryptography = ['decrypt', 'deriveBits', 'digest', 'encrypt', 'exportKey', 'generateKey', 'importKey', 'sign', 'verify'] // biome-ignore format: one list

type Methods = Record<string, (...args: unknown[]) => Promise<unknown>>

let opened = false

/** Makes the process' globals ask who is calling. Code outside any realm sees what was there before. */
export const openDoors = (): void => {
  if (opened) return
  opened = true
  const all = globalThis as unknown as Record<string, unknown>
  for (const door of doors) {
    let before = all[door]
    Object.defineProperty(globalThis, door, {
      configurable: true,
      get: () => {
        const globals = whoRuns()?.globals
        return globals && door in globals ? globals[door] : before
      },
      // Test runners put their own in place.
      set: (next: unknown) => {
        before = next
      },
    })
  }
  const { now } = Date
  Date.now = () => whoRuns()?.clock() ?? now()
  const { random } = Math
  Math.random = () => whoRuns()?.world.dice.next() ?? random()
  // What other threads do for a realm comes back as a task of its world.
  for (const [prototype, names] of [
    [SubtleCrypto.prototype, cryptography],
    [Blob.prototype, ['arrayBuffer']],
  ] as const) {
    const methods = prototype as unknown as Methods
    for (const name of names) {
      const method = methods[name]
      if (!method) throw new TypeError(`no ${name}`)
      methods[name] = function (...args) {
        const realm = whoRuns()
        const work = method.apply(this, args)
        return realm && !realm.dead ? realm.world.elsewhere(work) : work
      }
    }
  }
}
