import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { readCsv } from './csv-file.ts'
import type { Findings } from './findings.ts'
import type { SourceFile } from './source-text.ts'
import { readYaml } from './yaml-file.ts'

/** A list that may be written as a table: `<stem>.csv`, or `<stem>.yaml`; never both. */
export const readListFile = async <T>(
  root: string,
  stem: string,
  row: v.GenericSchema<unknown, T>,
  findings: Findings,
): Promise<SourceFile<T[]> | null> => {
  const [csv, yaml] = [`${stem}.csv`, `${stem}.yaml`]
  if (!existsSync(join(root, csv))) return readYaml(root, yaml, v.array(row), findings)
  if (existsSync(join(root, yaml)))
    findings.add({ file: csv, message: `${yaml} is there as well; keep one of them` })
  return readCsv(root, csv, row, findings)
}
