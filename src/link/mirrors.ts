/**
 * Which of several equal mirrors to ask: what each has done lately, when to leave one, when to look after the others. A function over values; clocks
 * and dice are handed in. Shared by all who ask equal addresses (broadcast, editions, donations).
 */

/**
 * How a mirror failed. `refused`: no connection, or one that broke. `silent`: connected and said nothing. `slow`: another one was faster by far.
 * `missing`: no such file there (404, 410). `server`: any other error it answered. `wrong`: other bytes than asked for. `portal`: somebody else's
 * web page. `frozen`: it answers, but others know what was said since.
 */
export type FailureKind = 'refused' | 'silent' | 'slow' | 'missing' | 'server' | 'wrong' | 'portal' | 'frozen'

/** What is known of one mirror. Times are ms since the epoch, 0 before the first. */
export interface Score {
  /** Failures since the last good answer. */
  failures: number
  /** The last failure, kept when it is over: people are told of it. */
  last: { kind: FailureKind; at: number } | null
  answeredAt: number
  askedAt: number
  /** How fast its bytes came, kbit/s; `null` before enough of them did. */
  kbps: number | null
  /** Programme time up to which its playlists list the broadcast, ms; `null` before the first. */
  edge: number | null
  /** Not asked before this moment while another can be. */
  avoidUntil: number
  /** Order somebody wishes (content steering); lower is better, equal is equal. */
  rank: number
}

export interface Standing {
  scores: readonly Score[]
  /** The mirror that is asked: stays while it works. */
  current: number
  /** When another one may be looked after next. */
  probeAt: number
  /** Races that brought nothing, in a row, and when the next one may begin. */
  races: { lost: number; next: number }
}

const fresh: Score = {
  failures: 0,
  last: null,
  answeredAt: 0,
  askedAt: 0,
  kbps: null,
  edge: null,
  avoidUntil: 0,
  rank: 0,
}

/** The first avoidance after a failure, ms; doubled with each one in a row. A file that is not there yet says little of the next one. */
const avoidance: Readonly<Record<FailureKind, number>> = {
  refused: 10_000,
  silent: 15_000,
  slow: 30_000,
  missing: 4_000,
  server: 10_000,
  wrong: 60_000,
  portal: 15_000,
  frozen: 30_000,
}
const longestAvoidance = 300_000
/** Another mirror is looked after so seldom, ms: it costs one playlist poll, which would have gone to the usual one. */
export const probeWait = { least: 120_000, most: 300_000 }
/** After a race that brought nothing, ms: the link was at fault, and racing costs it bytes. */
const raceWait = { base: 15_000, cap: 300_000 }
/** Fewer bytes say nothing about speed. */
const tellingBytes = 4096

const jitter = (random: () => number, least: number, most: number): number =>
  least + random() * (most - least)

/** @param from scores of mirrors that are known already, by place; the others start unknown */
export const newStanding = (
  count: number,
  now: number,
  random: () => number,
  from: readonly (Score | undefined)[] = [],
): Standing => ({
  scores: Array.from({ length: count }, (_, at) => from[at] ?? fresh),
  current: 0,
  probeAt: now + jitter(random, probeWait.least, probeWait.most),
  races: { lost: 0, next: 0 },
})

/**
 * A wish is not followed to one that has failed since it last answered, and so lately, ms. Half of what draft-pantos-hls-rfc8216bis section 7.5 finds
 * enough: whoever goes back in vain is away again within seconds.
 */
const penalty = 60_000
const isPenalised = ({ failures, last }: Score, now: number): boolean =>
  failures > 0 && last !== null && now - last.at < penalty

/** Best first: not failing, then wished for, then proven, then fast. Ties stay in the order of the edition. */
const better =
  (now: number) =>
  (a: Score, b: Score): number =>
    Number(isPenalised(a, now)) - Number(isPenalised(b, now)) ||
    a.rank - b.rank ||
    a.failures - b.failures ||
    (b.kbps ?? 0) - (a.kbps ?? 0)

/** The mirrors that may be asked now, best first; `without` are being asked already. */
export const available = (
  { scores }: Standing,
  now: number,
  without: ReadonlySet<number> = new Set(),
): number[] =>
  scores
    .map((score, place) => ({ score, place }))
    .filter(({ score, place }) => score.avoidUntil <= now && !without.has(place))
    .sort(({ score: a }, { score: b }) => better(now)(a, b))
    .map(({ place }) => place)

/**
 * The mirror to ask: the current one while nothing speaks against it, else the best that may be asked, else the one that was asked longest ago, so
 * that after a failure of all each gets its turn.
 */
export const choose = (standing: Standing, now: number): number => {
  const { scores, current } = standing
  const at = (place: number): Score => scores[place] ?? fresh
  const [best] = available(standing, now)
  if (best === undefined)
    // Of failures of one moment, the one that has failed less often.
    return (
      [...scores.keys()].sort(
        (a, b) => at(a).askedAt - at(b).askedAt || at(a).failures - at(b).failures,
      )[0] ?? 0
    )
  if (at(current).avoidUntil > now) return best
  return at(best).rank < at(current).rank && !isPenalised(at(best), now) ? best : current
}

const change = (standing: Standing, place: number, part: Partial<Score>): Standing => ({
  ...standing,
  scores: standing.scores.map((score, at) => (at === place ? { ...score, ...part } : score)),
})

export const asked = (standing: Standing, place: number, now: number): Standing =>
  change(standing, place, { askedAt: now })

/** `kind` happened at a mirror: it is left, and avoided for as long as it has deserved. */
export const failed = (
  standing: Standing,
  place: number,
  kind: FailureKind,
  now: number,
  random: () => number,
): Standing => {
  const score = standing.scores[place]
  if (!score) return standing
  const failures = score.failures + 1
  const most = Math.min(longestAvoidance, avoidance[kind] * 2 ** Math.min(failures - 1, 10))
  const next = change(standing, place, {
    failures,
    last: { kind, at: now },
    askedAt: now,
    avoidUntil: now + jitter(random, most / 2, most),
  })
  return { ...next, current: choose(next, now) }
}

/** A mirror answered as it should: `bytes` of it in `ms`. One that is slow or frozen answers too, and stays avoided until its time is over. */
export const answered = (
  standing: Standing,
  place: number,
  now: number,
  bytes: number,
  ms: number,
): Standing => {
  const score = standing.scores[place]
  if (!score) return standing
  const lasting = (score.last?.kind === 'slow' || score.last?.kind === 'frozen') && now < score.avoidUntil
  const sample = bytes >= tellingBytes ? (bytes * 8) / Math.max(1, ms) : null
  const kbps = sample === null ? score.kbps : score.kbps === null ? sample : (score.kbps + sample) / 2
  const next = change(standing, place, {
    answeredAt: now,
    kbps,
    ...(lasting ? {} : { failures: 0, avoidUntil: 0 }),
  })
  // What works is kept to, until it fails: also where it was asked because all others had.
  const current = next.scores[next.current]
  return current && current.avoidUntil > now && !lasting ? { ...next, current: place } : next
}

/** A mirror's playlist lists the broadcast up to `edge`. */
export const listed = (standing: Standing, place: number, edge: number): Standing =>
  change(standing, place, { edge: Math.max(edge, standing.scores[place]?.edge ?? edge) })

/**
 * The mirror that should be looked after in passing, or `null`: not the one in use, the one that was asked longest ago, once in some minutes. It may be
 * one that is avoided: so it is found to be well again.
 */
export const dueProbe = (standing: Standing, now: number): number | null => {
  if (now < standing.probeAt) return null
  const current = choose(standing, now)
  const others = standing.scores
    .map(({ askedAt }, place) => ({ askedAt, place }))
    .filter(({ place }) => place !== current)
    .sort((a, b) => a.askedAt - b.askedAt)
  return others[0]?.place ?? null
}

export const probed = (standing: Standing, now: number, random: () => number): Standing => ({
  ...standing,
  probeAt: now + jitter(random, probeWait.least, probeWait.most),
})

/** A race of two mirrors is over. Won ones make the next easy, lost ones rare. */
export const raced = (standing: Standing, won: boolean, now: number, random: () => number): Standing => {
  if (won) return { ...standing, races: { lost: 0, next: now } }
  const lost = standing.races.lost + 1
  const most = Math.min(raceWait.cap, raceWait.base * 2 ** Math.min(lost - 1, 10))
  return { ...standing, races: { lost, next: now + jitter(random, most / 2, most) } }
}

/** What a connection looks like while it brings a file. */
export interface Progress {
  /** Since it was opened, ms. */
  openMs: number
  /** Since the last byte, or since it was opened, ms. */
  quietMs: number
  /** Over the last two seconds, kbit/s; `null` before there are so many. */
  kbps: number | null
  /** Connections open just now, this one included. */
  open: number
  /** The voice runs dry soon. */
  urgent: boolean
  /** How long answers usually take to begin, ms; `null` before the first. */
  usualMs: number | null
}

/** Silence after which another mirror is asked as well, ms: three times what answers take, within bounds that leave three seconds of voice enough. */
const patience = { least: 1500, most: 4000, unknown: 2000, usual: 3, calm: 2 }
/** Voice at its leanest, kbit/s: all connections together must bring as much. */
const voiceKbps = 24
/** Slower than this nothing but a throttled connection is, kbit/s. */
const trickleKbps = 10

export const patienceMs = (usualMs: number | null, urgent: boolean): number => {
  const wait = usualMs === null ? patience.unknown : usualMs * patience.usual
  return Math.min(patience.most, Math.max(patience.least, wait)) * (urgent ? 1 : patience.calm)
}

/** Whether another mirror should be asked for the same file while this connection goes on: it is silent, or it trickles. */
export const shouldRace = ({ races }: Standing, progress: Progress, now: number): boolean => {
  const { openMs, quietMs, kbps, open, urgent, usualMs } = progress
  const wait = patienceMs(usualMs, urgent)
  // Silence asks for a second opinion at any time: a link that is dead has no bytes that it could cost.
  if (quietMs >= wait) return true
  if (kbps === null || openMs < patience.unknown || now < races.next) return false
  return kbps < (urgent ? Math.max(trickleKbps, voiceKbps / Math.max(1, open)) : trickleKbps)
}
