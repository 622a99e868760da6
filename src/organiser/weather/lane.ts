import type { Socket } from 'node:net'
import type { Link } from './link.ts'

/** One direction of a connection: `from` → queue → the shared link → half a round trip → `to`. */
export interface Lane {
  /** The link lets `bytes` of the queue pass. */
  pass(bytes: number): void
  /** Stops for ever and forgets what is queued; the sockets are left alone. */
  stop(): void
}

/**
 * More than this and the sender is made to wait, so that little lies between a server and the link when a request
 * is given up.
 */
const queueBytes = 16_384
/** The end of a stream travels as one byte: it too must wait for its turn, and for an outage to end. */
const endBytes = 1

export const createLane = (from: Socket, to: Socket, link: Link<Lane>, latencyMs: number): Lane => {
  const queue: Buffer[] = []
  /** On their way: when they arrive, and what; `null` is the end. */
  const flying: { at: number; data: Buffer | null }[] = []
  let queued = 0
  let ended = false
  let stopped = false
  let holding = false
  let timer: NodeJS.Timeout | undefined

  const take = (bytes: number): Buffer[] => {
    const taken: Buffer[] = []
    for (let head = queue[0]; head && bytes > 0; head = queue[0]) {
      const part = head.subarray(0, bytes)
      if (part.length === head.length) queue.shift()
      else queue[0] = head.subarray(part.length)
      taken.push(part)
      bytes -= part.length
      queued -= part.length
    }
    return taken
  }

  const land = () => {
    timer = undefined
    for (let head = flying[0]; head && !stopped; head = flying[0]) {
      const wait = head.at - link.now()
      if (wait > 0) {
        // Timers count whole milliseconds; one too early would only ask again.
        timer = setTimeout(land, Math.ceil(wait))
        return
      }
      flying.shift()
      if (head.data === null) to.end()
      else if (!to.write(head.data) && !holding) {
        holding = true
        link.hold(lane)
        to.once('drain', () => {
          holding = false
          if (!stopped) link.release(lane)
        })
      }
    }
  }

  const lane: Lane = {
    pass(bytes) {
      const at = link.now() + latencyMs
      const parts = take(bytes)
      const passed = parts.reduce((sum, part) => sum + part.length, 0)
      for (const data of parts) flying.push({ at, data })
      if (bytes > passed) flying.push({ at, data: null })
      if (queued < queueBytes && !ended) from.resume()
      if (timer === undefined) land()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
      link.remove(lane)
      queue.length = 0
      flying.length = 0
    },
  }

  from.on('data', (data: Buffer) => {
    if (stopped) return
    queue.push(data)
    queued += data.length
    if (queued >= queueBytes) from.pause()
    link.add(lane, data.length)
  })
  from.on('end', () => {
    ended = true
    if (!stopped) link.add(lane, endBytes)
  })
  return lane
}
