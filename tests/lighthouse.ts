/**
 * `npm run lighthouse`: Lighthouse's mobile scores (performance, accessibility, best practices, SEO) of the production build, every place and a
 * chapter in both languages, each on a first visit. Needs `npm run build`. Ends with 1 where a score is below 100. Performance is the
 * median of three runs, since it measures this machine too. `--quick` takes one. Words on the command line choose among the paths.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import lighthouse from 'lighthouse'
import { openEvening, projectFolders } from '../src/organiser/evening/open-evening.ts'
import { chromiumArgs, ensureChromium } from './chromium.ts'
import { freePort } from './e2e/evening-server.ts'

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const paths = ['/watch', '/read', '/read/schools', '/give', '/packs'].filter(
  (path) => asked.length === 0 || asked.includes(path),
)
const rounds = process.argv.includes('--quick') ? 1 : 3
const locales = { en: 'en-GB', ur: 'ur-PK' }

const folder = mkdtempSync(join(tmpdir(), 'sada-lighthouse-'))
const evening = await openEvening({
  ...projectFolders,
  host: '127.0.0.1',
  port: 0,
  data: join(folder, 'data'),
  log: { file: join(folder, 'gateway.log') },
})
const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

/** One first visit; scores from 0 to 100, and what cost points, worst first. */
const measure = async (path: string, locale: string) => {
  const port = await freePort()
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...chromiumArgs, `--remote-debugging-port=${port}`, `--accept-lang=${locale}`],
  })
  try {
    const result = await lighthouse(evening.address + path, {
      port,
      onlyCategories: [...categories],
      logLevel: 'error',
      locale: 'en',
      formFactor: 'mobile',
      // What the browser sends of itself stays: language decides what is shown.
      extraHeaders: { 'Accept-Language': locale },
    })
    if (!result) throw new Error(`Lighthouse has no result for ${path}`)
    const { lhr } = result
    const scores = categories.map((name) => Math.round((lhr.categories[name]?.score ?? 0) * 100))
    const lost = categories.flatMap((name) =>
      (lhr.categories[name]?.auditRefs ?? []).flatMap(({ id, weight }) => {
        const audit = lhr.audits[id]
        const score = audit?.score ?? 1
        return weight > 0 && score < 0.995
          ? [
              {
                cost: weight * (1 - score),
                words: `${id} ${score.toFixed(2)} ${audit?.displayValue ?? ''}`.trim(),
              },
            ]
          : []
      }),
    )
    return { scores, lost: lost.sort((a, b) => b.cost - a.cost).map(({ words }) => words) }
  } finally {
    await browser.close()
  }
}

try {
  console.log(`${'path'.padEnd(16)}${categories.map((name) => name.padStart(16)).join('')}`)
  for (const path of paths)
    for (const [language, locale] of Object.entries(locales)) {
      const runs: Awaited<ReturnType<typeof measure>>[] = []
      for (let round = 0; round < rounds; round++) runs.push(await measure(path, locale))
      const scores = categories.map((_, i) => median(runs.map((run) => run.scores[i] ?? 0)))
      console.log(
        `${`${path} ${language}`.padEnd(16)}${scores.map((score) => String(score).padStart(16)).join('')}`,
      )
      const typical = runs.find((run) => run.scores[0] === scores[0]) ?? runs[0]
      for (const words of typical?.lost ?? []) console.log(`    ${words}`)
      if (scores.some((score) => score < 100)) process.exitCode = 1
    }
} finally {
  await evening.close()
  rmSync(folder, { recursive: true, force: true })
}
