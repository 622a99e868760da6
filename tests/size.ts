/**
 * `npm run size`: what the production build costs over the wire (brotli, quality 11, as the gateway sends it), a row a file, and the
 * sums against their budgets. Ends with 1 where one is over. Needs `npm run build`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

/** Bytes. Ten segments of 1,460: what a server may send before the first acknowledgement (RFC 6928). */
const initialWindow = 14_600
/** Bytes: everything the service worker keeps of the app itself. The goal is 90,000. */
const precacheBudget = 100_000

const folder = 'dist'
const sizeOf = (path: string): number => brotliCompressSync(readFileSync(join(folder, path))).byteLength

const html = readFileSync(join(folder, 'index.html'), 'utf8')
const named = new Set([...html.matchAll(/\/(assets\/[\w.-]+\.(?:js|css))/g)].map(([, path = '']) => path))
const assets = readdirSync(join(folder, 'assets')).map((name) => `assets/${name}`)
const rows = ['index.html', ...assets].map((path) => ({
  path,
  bytes: sizeOf(path),
  when:
    path === 'index.html' || named.has(path)
      ? 'first'
      : /\/(hls|engine)-/.test(path)
        ? 'Watch'
        : /\/(Exchange|PaymentCode|LockedItem|open-locks|seal|lock-words|sha2|byte-source|fetch-large)-/.test(
              path,
            )
          ? 'late'
          : path.includes('__vite-browser-external')
            ? 'never'
            : 'idle',
}))

const sum = (chosen: typeof rows): number => chosen.reduce((total, { bytes }) => total + bytes, 0)
const sums: [name: string, bytes: number, budget: number][] = [
  ['page that paints and navigates', sum(rows.filter(({ path }) => path === 'index.html')), initialWindow],
  [
    'its JavaScript',
    sum(rows.filter(({ when, path }) => when === 'first' && path !== 'index.html')),
    initialWindow,
  ],
  [
    'kept by the worker',
    sum(rows.filter(({ when }) => when !== 'Watch' && when !== 'late' && when !== 'never')),
    precacheBudget,
  ],
]

for (const { path, bytes, when } of rows.sort((a, b) => b.bytes - a.bytes))
  console.log(`${String(bytes).padStart(8)}  ${when.padEnd(6)} ${path}`)
for (const [name, bytes, budget] of sums)
  console.log(`${name}: ${bytes} bytes of ${budget} (${(bytes / budget).toFixed(2)})`)
if (sums.some(([, bytes, budget]) => bytes > budget)) process.exitCode = 1
