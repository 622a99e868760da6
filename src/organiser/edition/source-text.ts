import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from '../problems.ts'
import type { Findings } from './findings.ts'

/** Path to a field: `['methods', 0, 'account', 'iban']`. */
export type FieldPath = readonly (string | number)[]

/** A source file that fits its schema, and the way to say where in it something else is wrong. */
export interface SourceFile<T> {
  value: T
  /** Adds a finding at a field of this file. */
  complain(path: FieldPath, message: string): void
}

/** UTF-8 text of a source file, without a byte order mark; `null` and a finding where there is none. `encoding`: what to do about another. */
export const readText = async (
  root: string,
  file: string,
  findings: Findings,
  encoding = 'save it as UTF-8',
): Promise<string | null> => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(join(root, file)))
  } catch (error) {
    const code = systemCode(error)
    const message =
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
        ? `is not UTF-8; ${encoding}`
        : code === 'ENOENT'
          ? 'this file is missing'
          : `cannot be read (${code})`
    findings.add({ file, message })
    return null
  }
}
