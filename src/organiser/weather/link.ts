import { createBottleneck, overheadBytes } from './bottleneck.ts'

export interface LinkStats {
  /** Bytes that passed, without and with the headers charged for them. */
  bytes: number
  wireBytes: number
}

/** A bottleneck that runs on the clock: one direction of the shared link. */
export interface Link<F> {
  now(): number
  add(flow: F, bytes: number): void
  hold(flow: F): void
  release(flow: F): void
  remove(flow: F): void
  /** Changes the capacity from now on; 0 stops everything, `null` is without limit. */
  rate(kbps: number | null): void
  stats(): LinkStats
  close(): void
}

/** How often the link looks what may pass; a chunk at 2 Mbit/s takes about as long. */
const tickMs = 5

/** @param pass called for each chunk that may go */
export const createLink = <F>(pass: (flow: F, bytes: number) => void): Link<F> => {
  const now = () => performance.now()
  const bottleneck = createBottleneck<F>()
  let kbps: number | null = null
  let last = now()
  const counted: LinkStats = { bytes: 0, wireBytes: 0 }

  /** Brings the bottleneck to the present. Time before a flow had something to send is thus never credited to it. */
  const settle = () => {
    const time = now()
    const grants = bottleneck.advance(time - last, kbps)
    last = time
    for (const { flow, bytes } of grants) {
      counted.bytes += bytes
      counted.wireBytes += bytes + overheadBytes
      pass(flow, bytes)
    }
  }
  const timer = setInterval(settle, tickMs)
  /** Without limit nothing waits for the next tick. */
  const eager = () => {
    if (kbps === null) settle()
  }

  return {
    now,
    add(flow, bytes) {
      settle()
      bottleneck.add(flow, bytes)
      eager()
    },
    hold: (flow) => bottleneck.hold(flow),
    release(flow) {
      settle()
      bottleneck.release(flow)
      eager()
    },
    remove: (flow) => bottleneck.remove(flow),
    rate(next) {
      settle()
      kbps = next
      eager()
    },
    stats: () => ({ ...counted }),
    close: () => clearInterval(timer),
  }
}
