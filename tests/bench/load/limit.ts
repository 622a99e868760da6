/** A link as a phone on it has it: what passes down, and the round trip. */
export interface Link {
  kbps: number
  rttMs: number
}

/** Both of the issue's: a throttled 2G cell, and the median 3G of the traces at a satellite's distance. */
export const links: readonly Link[] = [
  { kbps: 50, rttMs: 500 },
  { kbps: 240, rttMs: 840 },
]

/** Round trips before the first byte of an answer on a new connection: TCP's and TLS 1.3's handshakes, as the shaper charges them, and the request. */
const firstTrips = 3

/** The soonest that so many bytes can be here, ms: one connection, everything asked for in one request, the link never idle. */
export const limitMs = (bytes: number, { kbps, rttMs }: Link): number =>
  firstTrips * rttMs + (bytes * 8) / kbps
