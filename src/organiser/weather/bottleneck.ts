/**
 * One link shared by many flows, as a pure scheduler: it knows numbers of bytes, not bytes, and is told how much time
 * has passed. Flows that have something to send take turns, a chunk each.
 */
export interface Bottleneck<F> {
  /** `flow` has `bytes` more to send. */
  add(flow: F, bytes: number): void
  /** `flow` may send nothing until it is released; what it has to send stays. */
  hold(flow: F): void
  release(flow: F): void
  /** Forgets `flow` and what it had to send. */
  remove(flow: F): void
  /** What may be sent after `ms` more milliseconds at `kbps` kbit/s; `null` is without limit. */
  advance(ms: number, kbps: number | null): Grant<F>[]
}

export interface Grant<F> {
  flow: F
  bytes: number
}

/** Payload of a full packet on a mobile link. */
export const chunkBytes = 1400
/** IPv4 and TCP headers (40 bytes) and a TLS record's (22), charged to the link for each chunk. */
export const overheadBytes = 62

export const createBottleneck = <F>(): Bottleneck<F> => {
  // Insertion order is the order of turns: whoever has sent goes to the end.
  const ready = new Map<F, number>()
  const held = new Map<F, number>()
  let credit = 0

  const add = (flow: F, bytes: number) => {
    const list = held.has(flow) ? held : ready
    list.set(flow, (list.get(flow) ?? 0) + bytes)
  }

  const advance = (ms: number, kbps: number | null): Grant<F>[] => {
    const grants: Grant<F>[] = []
    if (kbps !== null) credit += (kbps * ms) / 8
    for (let first = ready.entries().next(); !first.done; first = ready.entries().next()) {
      const [flow, waiting] = first.value
      const bytes = Math.min(chunkBytes, waiting)
      const cost = bytes + overheadBytes
      if (kbps !== null && cost > credit) break
      if (kbps !== null) credit -= cost
      ready.delete(flow)
      if (waiting > bytes) ready.set(flow, waiting - bytes)
      grants.push({ flow, bytes })
    }
    // A link nobody used does not carry more later.
    if (ready.size === 0) credit = 0
    return grants
  }

  return {
    add,
    advance,
    hold(flow) {
      if (held.has(flow)) return
      held.set(flow, ready.get(flow) ?? 0)
      ready.delete(flow)
    },
    release(flow) {
      const bytes = held.get(flow)
      held.delete(flow)
      if (bytes) add(flow, bytes)
    },
    remove(flow) {
      ready.delete(flow)
      held.delete(flow)
    },
  }
}
