import type { createFailover, Failover } from './failover.ts'
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
  /** The broadcast answered at one of the addresses: files are called by the names they have there. */
  reachedAt(address: string): void
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
  let reached = addresses[0] ?? ''
  let started = false
  let tell = (): void => {}
  const loaded = new Promise<void>((resolve) => {
    tell = resolve
  })
  return {
    addresses,
    get: () => failover,
    loaded,
    start() {
      if (started) return
      started = true
      untilHere(load, signal).then(
        (code) => {
          failover = code.createFailover(addresses, reached, urgent)
          onLoaded(failover)
          tell()
        },
        () => {
          // The end of the page.
        },
      )
    },
    addressAt: (uri, turn) =>
      failover?.mirrors.at(uri, (addresses.indexOf(reached) + turn) % addresses.length) ?? uri,
    reachedAt(address) {
      reached = address
      failover?.mirrors.callBy(addresses.indexOf(address))
    },
  }
}
