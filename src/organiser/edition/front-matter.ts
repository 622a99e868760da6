import type { Findings } from './findings.ts'
import { type FrontMatter, FrontMatterSchema } from './source-schemas.ts'
import type { SourceFile } from './source-text.ts'
import { parseYaml } from './yaml-file.ts'

/** A text of an item, parted. */
export interface ParsedText {
  /** The text itself: all of the file where it has no front matter. */
  body: string
  /** Lines of the file before it. */
  linesBefore: number
  /** `null` where the file has none, or what is wrong with it is among the findings. */
  fields: SourceFile<FrontMatter> | null
}

const opening = /^---[ \t]*\r?\n/
const closing = /^---[ \t]*(?:\r?\n|$)/m

/** Whether a text begins with front matter. */
export const hasFrontMatter = (text: string): boolean => opening.test(text)

const countLines = (text: string): number => text.split('\n').length - 1

/** Parts a Markdown file from the YAML before it, between two lines of `---`. */
export const parseText = (file: string, text: string, findings: Findings): ParsedText => {
  const [open] = opening.exec(text) ?? []
  if (!open) return { body: text, linesBefore: 0, fields: null }
  const rest = text.slice(open.length)
  const close = closing.exec(rest)
  if (!close) {
    findings.add({ file, line: 1, message: 'the fields at the top are not closed by a line of ---' })
    return { body: '', linesBefore: 0, fields: null }
  }
  const after = rest.slice(close.index + close[0].length)
  const body = after.replace(/^(?:[ \t]*\r?\n)+/, '')
  const linesBefore = countLines(text.slice(0, text.length - body.length))
  // The empty line stands for the opening one, so that lines are those of the file.
  const fields = parseYaml(file, `\n${rest.slice(0, close.index)}`, FrontMatterSchema, findings)
  return { body, linesBefore, fields }
}
