import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { LineCounter, parseDocument } from 'yaml'
import { languages } from '../../shared/language.ts'
import { systemCode } from '../problems.ts'
import type { Findings } from './findings.ts'

type Path = readonly (string | number)[]

/** A YAML file that fits its schema, and the way to say where in it something else is wrong. */
export interface YamlFile<T> {
  value: T
  /** Adds a finding at a field of this file. */
  complain(path: Path, message: string): void
}

/** What a schema has against a value, in an organiser's words. */
const inWords = (issue: v.BaseIssue<unknown>): string => {
  const key = issue.path?.at(-1)?.key
  const missing = issue.received === 'undefined'
  if (missing && (languages as readonly unknown[]).includes(key)) return `missing translation (${key})`
  if (missing) return 'is missing'
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'unknown field'
  return issue.message
}

/**
 * Reads one YAML 1.2 file and checks it; whatever is wrong becomes a finding with its line.
 * @param file path relative to `root`
 * @returns `null` where there is anything wrong
 */
export const readYaml = async <T>(
  root: string,
  file: string,
  schema: v.GenericSchema<unknown, T>,
  findings: Findings,
): Promise<YamlFile<T> | null> => {
  let text: string
  try {
    text = await readFile(join(root, file), 'utf8')
  } catch (error) {
    const message =
      systemCode(error) === 'ENOENT' ? 'this file is missing' : `cannot be read (${systemCode(error)})`
    findings.add({ file, message })
    return null
  }
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
  const lineOf = (path: Path): number => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as
        | { range?: [number, number, number] }
        | undefined
      if (node?.range) return lines.linePos(node.range[0]).line
    }
    return 1
  }
  const complain = (path: Path, message: string): void => {
    const field = path.join('.')
    findings.add({ file, line: lineOf(path), ...(field ? { field } : {}), message })
  }
  const result = v.safeParse(schema, document.toJS() as unknown)
  if (result.success) return { value: result.output, complain }
  for (const issue of result.issues)
    complain(issue.path?.map(({ key }) => key as string | number) ?? [], inWords(issue))
  return null
}
