import { readFileSync } from 'node:fs'
import { find, foldPassage } from '../../../src/library/desk/find/find.ts'
import { passagesOfContent, passagesOfFile, wordFilesOf } from '../../../src/library/desk/find/passages.ts'
import type { Content } from '../../../src/shared/content.ts'

/** As many demonstrations as a large edition holds. */
const times = 20

/** What finding costs in an edition twenty times the demonstration's words: all of it folded, and a query. Printed, not judged. */
export const printFind = (): void => {
  const content = JSON.parse(readFileSync('dist/edition/content.json', 'utf8')) as Content
  const files = content.items
    .flatMap(wordFilesOf)
    .map((file) => ({ file, words: readFileSync(`dist/edition/${file.path}`, 'utf8') }))
  const units = files.reduce((sum, { words }) => sum + words.length, 0) * times
  const started = performance.now()
  const passages = Array.from({ length: times }, () => [
    ...passagesOfContent(content),
    ...files.flatMap(({ file, words }) => passagesOfFile(file, words)),
  ])
    .flat()
    .map(foldPassage)
  const built = performance.now() - started
  const queries = ['school walk', 'oil enough for the night', 'اسکول', 'نہیں تھا', 'e']
  const took = queries.map((query) => {
    const from = performance.now()
    find(passages, query, 'en')
    return performance.now() - from
  })
  console.log(
    `        finding in ${passages.length} passages (${(units / 1e6).toFixed(1)} million letters): index ${built.toFixed(0)} ms, queries ${took.map((ms) => ms.toFixed(0)).join(' ')} ms`,
  )
}
