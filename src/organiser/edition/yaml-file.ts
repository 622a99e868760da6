import * as v from 'valibot'
import { LineCounter, parseDocument } from 'yaml'
import type { Findings } from './findings.ts'
import { inWords, pathOf } from './in-words.ts'
import { type FieldPath, readText, type SourceFile } from './source-text.ts'

/**
 * Checks YAML 1.2 text against its schema; whatever is wrong becomes a finding with its line.
 * @param file path for findings
 * @returns `null` where there is anything wrong
 */
export const parseYaml = <T>(
  file: string,
  text: string,
  schema: v.GenericSchema<unknown, T>,
  findings: Findings,
): SourceFile<T> | null => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  for (const error of document.errors)
    findings.add({
      file,
      line: lines.linePos(error.pos[0]).line,
      message: error.message.split('\n')[0] ?? error.code,
    })
  if (document.errors.length > 0) return null

  /** Line of a field, or of the nearest part around it that is there. */
  const lineOf = (path: FieldPath): number => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as
        | { range?: [number, number, number] }
        | undefined
      if (node?.range) return lines.linePos(node.range[0]).line
    }
    return 1
  }
  const complain = (path: FieldPath, message: string): void => {
    const field = path.join('.')
    findings.add({ file, line: lineOf(path), ...(field ? { field } : {}), message })
  }
  const result = v.safeParse(schema, document.toJS() as unknown)
  if (result.success) return { value: result.output, complain }
  for (const issue of result.issues) complain(pathOf(issue), inWords(issue))
  return null
}

/**
 * Reads one YAML file and checks it.
 * @param file path relative to `root`
 * @returns `null` where there is anything wrong, which is then among the findings
 */
export const readYaml = async <T>(
  root: string,
  file: string,
  schema: v.GenericSchema<unknown, T>,
  findings: Findings,
): Promise<SourceFile<T> | null> => {
  const text = await readText(root, file, findings)
  return text === null ? null : parseYaml(file, text, schema, findings)
}
