import { isSteered } from '../hls/attributes.ts'
import type { createFailover, Failover, Names } from './failover.ts'
import type { Reached } from './source.ts'
import { untilHere } from './until-here.ts'

/** The other mirrors, and what goes over to them. Its code comes late: the first words and the first voice go before it. */
export interface LateFailover {
  /** Addresses of the broadcast, whole, each once. */
  readonly addresses: readonly string[]
  /** `null` before its code has come. */
  get(): Failover | null
  /** Resolves when it has come; never rejects, never resolves where the page ends before. */
  readonly loaded: Promise<void>
  /** Asks for the code; again does nothing. */
  start(): void
  /** A file at one of the addresses, which take turns from the one that was reached on. */
  addressAt(uri: string, turn: number): string
  /**
   * The broadcast answered at one of the addresses: files are called by the names they have there.
   * @param main its playlist, where it is one that was kept
   */
  reachedAt(address: string, main?: string | null): void
  /** Reads what an address answered where it tells of several pathways, which the code is waited for; `null` where it does not. */
  steered(main: string, address: string): Promise<Reached> | null
}

export const createLateFailover = (
  given: readonly string[],
  urgent: () => boolean,
  signal: AbortSignal,
  onLoaded: (failover: Failover) => void,
  load: () => Promise<{ createFailover: typeof createFailover }> = () => import('./failover.ts'),
): LateFailover => {
  const addresses = [...new Set(given.map((one) => new URL(one, globalThis.location.href).href))]
  let failover: Failover | null = null
  let names: Names = { address: addresses[0] ?? '', main: null }
  let started = false
  let tell = (): void => {}
  const loaded = new Promise<void>((resolve) => {
    tell = resolve
  })
  const start = (): void => {
    if (started) return
    started = true
    untilHere(load, signal).then(
      (code) => {
        failover = code.createFailover(addresses, names, urgent, signal)
        onLoaded(failover)
        tell()
      },
      () => {
        // The end of the page.
      },
    )
  }
  return {
    addresses,
    get: () => failover,
    loaded,
    start,
    steered(main, address) {
      if (!isSteered(main)) return null
      start()
      return loaded.then(() => (failover as Failover).read(main, address))
    },
    addressAt: (uri, turn) =>
      failover?.mirrors.at(uri, (addresses.indexOf(names.address) + turn) % addresses.length) ?? uri,
    reachedAt(address, main = null) {
      names = { address, main }
      failover?.callBy(names)
    },
  }
}
