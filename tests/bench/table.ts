import type { Row } from './measure.ts'

const percent = (share: number): string => `${(share * 100).toFixed(0)}%`
const seconds = (value: number | null): string => (value === null ? '–' : value.toFixed(1))
const ratio = (share: number, limit: number): string => (limit > 0 ? (share / limit).toFixed(2) : '–')

const columns: [head: string, cell: (row: Row) => string][] = [
  ['link', ({ link }) => link],
  ['player', ({ player }) => player],
  ['heard', ({ score }) => percent(score.heard)],
  ['limit', ({ limit }) => percent(limit.heard)],
  ['ratio', ({ score, limit }) => ratio(score.heard, limit.heard)],
  ['in segments', ({ score, inSegments }) => ratio(score.heard, inSegments.heard)],
  ['after words', ({ score, afterWords }) => ratio(score.heard, afterWords.heard)],
  ['skipped s', ({ score }) => seconds(score.skipped)],
  ['repeated s', ({ score }) => seconds(score.repeated)],
  ['stalls', ({ score }) => `${score.stalls} (${seconds(score.stalled)} s)`],
  ['first voice s', ({ score }) => seconds(score.firstVoice)],
  ['ideal', ({ idealFirstVoice }) => seconds(idealFirstVoice)],
  ['behind s', ({ score }) => seconds(score.behind)],
  ['video', ({ score }) => percent(score.video)],
  ['limit', ({ limit }) => percent(limit.video)],
  ['kB', ({ bytes }) => (bytes / 1000).toFixed(0)],
]

/** Rows as a table in Markdown, its columns aligned. */
export const tableOf = (rows: readonly Row[]): string => {
  const cells = [columns.map(([head]) => head), ...rows.map((row) => columns.map(([, cell]) => cell(row)))]
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)))
  const [head, ...body] = cells.map(
    (line) => `| ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`,
  )
  return [head, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body].join('\n')
}
