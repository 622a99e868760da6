import { type Connection, connect, type Outcome } from './connection.ts'
import type { Mirrors } from './mirror-board.ts'
import type { TransferKind } from './transfer.ts'
import { forkLane, idle, type Lane } from './transfer-entry.ts'
import type { Try, TryOptions } from './transfer-try.ts'

/** Whether bytes can be a file of a kind at all; all of them (`whole`) or the first ones. */
export type Fits = (kind: TransferKind, bytes: readonly Uint8Array[], whole: boolean) => boolean

/** How often a connection is looked at, and how long a race lasts, ms. */
const lookMs = 250
const raceMs = 2500
/** On a shared link both are as fast and nothing is gained by a change: so much faster must one be, by so many bytes at least (two packets). */
const faster = { times: 2, bytes: 2800 }
/**
 * A link of 1 kbit/s brings a packet in twelve seconds, and asking anew costs it five: whoever brings voice or words is given up after so many silences
 * only. Whether its connection is dead shows beside it, by the same mirror asked once more; that one goes on where it is answered first.
 */
const silences = { runner: 4, beside: 2 }

/**
 * Asks one mirror for the rest of a file, and another one beside it where that one is silent or trickles: whoever is first, or faster by far, brings the
 * rest. Voice or words that are silent for long are asked for once more beside, also where there is no other mirror. The entry's lane is the winner's afterwards.
 */
export const carry = (board: Mirrors, fits: Fits, given: TryOptions): Promise<Try> =>
  new Promise((resolve) => {
    const { entry, failed, options, open } = given
    const { url, range, kind } = entry
    const { stallMs } = options
    const patient = kind !== 'video' && ![...entry.wishes].some(({ wish }) => wish.once)
    const mirrors = board.covers(url) ? board : null
    let runner: Connection
    let challenger: Connection | null = null
    let raceFrom = 0
    let runnerBefore = 0

    const begin = (place: number | null, lane: Lane, patience: number): Connection => {
      given.opened()
      if (place !== null) mirrors?.asked(place)
      const connection = connect({
        ...options,
        stallMs: patient ? stallMs * patience : stallMs,
        url: place === null ? url : (mirrors?.at(url, place) ?? url),
        ...{ lane, place, range },
        fits: (bytes, whole) => fits(kind, bytes, whole),
        onHead: (ms) => mirrors?.began(ms),
      })
      void connection.outcome.then((outcome) => {
        given.closed()
        ended(connection, outcome)
      })
      return connection
    }

    const finish = (connection: Connection, outcome: Outcome): void => {
      clearInterval(timer)
      entry.stop = idle
      resolve({ outcome, place: connection.place, connection })
    }
    const dropChallenger = (): void => {
      const loser = challenger
      challenger = null
      loser?.abort()
    }
    /** Since the race began, bytes: whether the challenger is faster by far, or the only one that moves. */
    const leads = (other: Connection): boolean => {
      const [mine, its] = [runner.received() - runnerBefore, other.received()]
      return its > mine * faster.times && (mine === 0 || its > faster.bytes)
    }
    /** The challenger brings the rest. */
    const change = (next: Connection): void => {
      const loser = runner
      const won = leads(next)
      runner = next
      challenger = null
      entry.lane = next.lane
      if (won && loser.place !== null && loser.place !== next.place)
        mirrors?.failed(loser.place, loser.received() > 0 ? 'slow' : 'silent')
      if (loser.place !== next.place) mirrors?.raced(won)
      loser.abort()
    }

    const ended = (connection: Connection, outcome: Outcome): void => {
      if (connection !== runner && connection !== challenger) return
      const rival = connection === runner ? challenger : runner
      if (outcome === 'whole' || !rival) {
        if (connection === challenger) change(connection)
        dropChallenger()
        finish(connection, outcome)
        return
      }
      // One of two has failed; the other goes on alone.
      const blamed = connection.place !== null && connection.place !== rival.place
      if (blamed && outcome !== 'again' && outcome !== 'aborted') mirrors?.failed(connection.place, outcome)
      runner = rival
      challenger = null
      entry.lane = rival.lane
    }

    const judge = (other: Connection, now: number): void => {
      const spoke = other.received() > 0
      if (spoke && leads(other)) {
        change(other)
        return
      }
      // Both silent: it is the link, and whichever it reaches first when it is back shall go on.
      if (now - raceFrom < raceMs || (!spoke && runner.lastByteAt() < raceFrom)) return
      if (other.place !== runner.place) {
        if (!spoke && other.place !== null) mirrors?.failed(other.place, 'silent')
        mirrors?.raced(false)
      }
      dropChallenger()
    }

    /** Whom to ask beside the runner; `undefined` for nobody. */
    const beside = (now: number): number | null | undefined => {
      const quietMs = now - runner.lastByteAt()
      const progress = { openMs: now - runner.openedAt, quietMs, kbps: runner.kbps(), open: open() }
      if (mirrors && runner.place !== null && mirrors.shouldRace(progress, kind === 'voice')) {
        const place = mirrors.another(new Set([...failed, runner.place]))
        if (place !== null) return place
      }
      return patient && quietMs >= stallMs ? runner.place : undefined
    }

    const look = (): void => {
      const now = performance.now()
      if (challenger) {
        judge(challenger, now)
        return
      }
      const place = beside(now)
      if (place === undefined) return
      if (place === runner.place) given.onSilence()
      raceFrom = now
      runnerBefore = runner.received()
      challenger = begin(place, forkLane(runner.lane), silences.beside)
    }

    const timer = setInterval(look, lookMs)
    entry.stop = () => {
      runner.abort()
      challenger?.abort()
    }
    const usual = mirrors?.pick() ?? null
    const first = usual !== null && failed.has(usual) ? (mirrors?.another(failed) ?? usual) : usual
    runner = begin(first, entry.lane, silences.runner)
  })
