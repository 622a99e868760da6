/**
 * Breaks the product, one mutant after the other, in memory alone, and runs schedules until the judge says so. Prints a line of JSON a mutant.
 * `node tests/faults/module/find-mutants.ts [seeds] [words of the mutants' names]`
 */
import { registerHooks } from 'node:module'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { takenOut } from '../../trust/take-out.ts'
import type { RunSchedule } from '../outcome.ts'
import { mutants } from './mutants.ts'

const seeds = Number(process.argv[2] ?? 150)
const words = process.argv[3] ?? ''
const here = new URL('../../../', import.meta.url).href
const root = fileURLToPath(here)

/** The one in whose graph modules are being loaded; each has all of the project's modules to itself, and shares the packages. */
const graphOf = (url: string | undefined): string | null =>
  new URLSearchParams(url?.split('?')[1]).get('mutant')
const ours = (url: string): boolean => url.startsWith(here) && !url.includes('/node_modules/')

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    const graph = graphOf(context.parentURL)
    return graph !== null && ours(found.url) ? { ...found, url: `${found.url.split('?')[0]}?mutant=${graph}` } : found // biome-ignore format: one choice
  },
  load(url, context, next) {
    const loaded = next(url, context)
    const graph = graphOf(url)
    const edits = graph === null ? [] : (mutants[Number(graph)]?.edits ?? [])
    const file = ours(url) ? relative(root, fileURLToPath(url.split('?')[0] ?? url)) : ''
    const mine = edits.filter((edit) => edit.file === file)
    if (mine.length === 0) return loaded
    return { ...loaded, source: mine.reduce(takenOut, new TextDecoder().decode(loaded.source as Uint8Array)) }
  },
})

// Each graph leaves its files to be removed.
process.setMaxListeners(0)
// Some mutants also leave rejections unheard; the judge's word is what counts.
process.on('unhandledRejection', () => undefined)

for (const [at, { name }] of mutants.entries()) {
  if (!name.includes(words)) continue
  const graph: { runSchedule: RunSchedule } = await import(`./run-schedule.ts?mutant=${at}`)
  let found: { seed: number; wrong: string } | null = null
  for (let seed = 1; seed <= seeds && !found; seed++) {
    const [wrong] = (await graph.runSchedule(seed)).wrong
    if (wrong) found = { seed, wrong }
  }
  console.log(JSON.stringify({ name, found }))
}
