import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { readCsv } from './csv-file.ts'
import type { Findings } from './findings.ts'
import { type GivingFile, GivingFileSchema } from './source-schemas.ts'
import type { SourceFile } from './source-text.ts'
import { readYaml } from './yaml-file.ts'

/** Lists of `giving.yaml` that may stand in a table of their own beside it. */
const lists = ['currencies', 'methods', 'declarations'] as const

/** Reads `giving.yaml` with `currencies.csv`, `methods.csv` and `declarations.csv`, where there are any, as one form. */
export const readGiving = async (
  root: string,
  findings: Findings,
): Promise<SourceFile<GivingFile> | null> => {
  const tabled = lists.filter((list) => existsSync(join(root, `${list}.csv`)))
  const { entries } = GivingFileSchema
  const rest = v.strictObject({
    ...entries,
    // What stands in a table may be missing here, and must.
    ...Object.fromEntries(tabled.map((list) => [list, v.optional(v.unknown())])),
  }) as unknown as typeof GivingFileSchema
  const form = await readYaml(root, 'giving.yaml', rest, findings)
  const tables: Partial<Record<string, SourceFile<unknown[]>>> = {}
  for (const list of tabled) {
    if (form?.value[list] !== undefined)
      form.complain([list], `stands in ${list}.csv as well; keep one of them`)
    const table = await readCsv<unknown>(root, `${list}.csv`, entries[list].item, findings)
    if (table) tables[list] = table
  }
  if (!form || tabled.some((list) => !tables[list])) return null
  const filled = Object.fromEntries(tabled.map((list) => [list, tables[list]?.value]))
  return {
    value: { ...form.value, ...filled } as GivingFile,
    complain([first, ...path], message) {
      const table = tables[String(first)]
      if (table) table.complain(path, message)
      else form.complain([...(first === undefined ? [] : [first]), ...path], message)
    },
  }
}
