/**
 * `npm run size`: what the production build costs over the wire (brotli, quality 11, as the gateway sends it), a row a file by when it is
 * asked for, and the sums against their budgets. Ends with 1 where one is over. Needs `npm run build`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { lateCode, lateKind } from '../src/shared/late-code.ts'

/**
 * When a file comes. `first`: named by the page itself, paints and navigates; `kept`: places, messages and services, precached by the worker;
 * `form`: the donation form; `offline`: kept as well before the app is called ready, but after the edition; `locked`: the same, with an edition that
 * has something locked; `scan`: the same, in browsers that read no codes by themselves; `watch`: of no use without a link, kept from the first
 * visit to Watch on; `voice`: as `watch`, once a voice was heard; `more`: late parts of it, likewise;
 * `hls`: hls.js, as `watch`, of another make; `other`: what broadcasts and browsers of other kinds need, with them only; `steered`: where a stream
 * carries content steering; `worker`: the worker itself.
 */
type When =
  | 'first'
  | 'kept'
  | 'form'
  | 'offline'
  | 'locked'
  | 'scan'
  | 'watch'
  | 'voice'
  | 'more'
  | 'steered'
  | 'hls'
  | 'other'
  | 'worker'

/** Bytes. */
const budgets: Record<string, { of: readonly When[]; budget: number }> = {
  // Ten segments of 1,460 may be sent before the first acknowledgement (RFC 6928), which makes 14,600. The headers of these three answers take
  // up to 1,600 of it; tests/e2e/shell.test.ts counts them in on the wire.
  'critical path (page, its style and JavaScript)': { of: ['first'], budget: 13_000 },
  'precached by the worker': { of: ['first', 'kept'], budget: 90_000 },
  // Asked for with the giving file, which is among the first of an edition; half of it stood in the precache before it asked for more.
  'the donation form and what seals it, kept with the giving file': { of: ['form'], budget: 17_000 },
  // A tenth of what an edition's words take. Finding, hearing, packs, paying, couriers, what concerns this phone: each is for when there is no link.
  // 2,000 for hearing what was saved from the broadcast.
  'kept for offline after the edition': { of: ['offline'], budget: 70_000 },
  'and with an edition that has something locked': { of: ['locked'], budget: 12_000 },
  'and in browsers that read no codes by themselves': { of: ['scan'], budget: 15_000 },
  // 4,000 for pictures fetched apart, for a distance that follows the link, for what was chosen, and for whom the voice is kept; 200 for ladders
  // with the sound inside the pictures, and for browsers without Media Source Extensions; 200 for lists that are asked for when there is need, and a
  // picture in the first seconds of a broad link; 200 for an evening of hours, of which hls.js sees a part, and another one what was before; 1,100 for a
  // voice that is heard while it comes: a third of a second of a 30 kbit/s link, whose first word comes two seconds sooner;
  // 100 for a broadcast that is over, and because the names of other files in it, which change with them, pack to 40 more or less.
  'player without hls.js': { of: ['watch'], budget: 23_400 },
  // The whole of it comes beside a voice that sounds: two seconds of a 24 kbit/s link.
  'what keeps and saves the voice': { of: ['voice'], budget: 9_000 },
  // Menus, meter and search 10,000; other mirrors and what is wrong 7,400.
  'what watching needs after its first seconds': { of: ['more'], budget: 20_000 },
  // Sound inside pictures of fragmented MP4, no programme times, no Media Source Extensions: each for the few that have to do with it.
  'what other ladders and browsers need': { of: ['other'], budget: 4_000 },
  'and with a broadcast of several pathways': { of: ['steered'], budget: 4_000 },
  // 700 for reminders that are told with the app closed, 100 for the late parts of watching, and as many that let the broadcast go past it.
  'the worker': { of: ['worker'], budget: 15_300 },
}

const folder = 'dist'
const html = readFileSync(join(folder, 'index.html'), 'utf8')
const named = new Set([...html.matchAll(/\/(assets\/[\w.-]+\.(?:js|css))/g)].map(([, path = '']) => path))
const whenOf = (path: string): When => {
  if (path === 'index.html' || named.has(path)) return 'first'
  if (path === 'sw.js') return 'worker'
  if (path.startsWith('assets/hls-other-')) return 'other'
  if (path.startsWith('assets/hls-')) return 'hls'
  if (/^assets\/failover-steered-/.test(path)) return 'steered'
  if (/^assets\/(GiveForm|sealing)-/.test(path)) return 'form'
  return {
    offline: 'offline',
    locked: 'locked',
    scan: 'scan',
    broadcast: 'watch',
    kept: 'voice',
    watchMore: 'more',
    none: 'kept',
  }[lateKind(`/${path}`) ?? 'none'] as When
}

const assets = readdirSync(join(folder, 'assets')).filter((name) => /\.(js|css)$/.test(name))
const rows = ['index.html', 'sw.js', ...assets.map((name) => `assets/${name}`)].map((path) => ({
  path,
  bytes: brotliCompressSync(readFileSync(join(folder, path))).byteLength,
  when: whenOf(path),
}))

const order: readonly When[] = [
  'first',
  'kept',
  'worker',
  'form',
  'offline',
  'locked',
  'scan',
  'watch',
  'voice',
  'more',
  'steered',
  'hls',
  'other',
]
rows.sort((a, b) => order.indexOf(a.when) - order.indexOf(b.when) || b.bytes - a.bytes)
for (const { path, bytes, when } of rows)
  console.log(`${when.padEnd(8)}${String(bytes).padStart(8)}  ${path}`)
// A name that no file begins with is of a file that went: what took its place is then kept by nobody, and missed where there is no link.
for (const name of Object.values(lateCode).flat())
  if (!assets.some((asset) => lateKind(`/assets/${asset}`) !== null && asset.startsWith(`${name}-`))) {
    console.log(`late code names no built file: ${name} (src/shared/late-code.ts)  STALE`)
    process.exitCode = 1
  }
for (const [name, { of, budget }] of Object.entries(budgets)) {
  const bytes = rows.reduce((sum, row) => (of.includes(row.when) ? sum + row.bytes : sum), 0)
  console.log(
    `${name}: ${bytes} bytes of ${budget} (${(bytes / budget).toFixed(2)})${bytes > budget ? '  OVER' : ''}`,
  )
  if (bytes > budget) process.exitCode = 1
}
