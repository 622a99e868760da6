import * as v from 'valibot'
import { type Language, languages } from '../../shared/language.ts'
import type { Findings } from './findings.ts'
import { type ParsedText, parseText } from './front-matter.ts'
import { type FieldSources, mergeFields } from './item-fields.ts'
import { type ItemFile, ItemFileSchema } from './source-schemas.ts'
import { readText, type SourceFile } from './source-text.ts'
import { readYaml } from './yaml-file.ts'

export interface ReadFields {
  fields: SourceFile<ItemFile>
  /** The item's texts, without the fields above them. */
  texts: Partial<Record<Language, ParsedText>>
}

/**
 * Reads an item's texts and its fields, which stand in `item.yaml`, above the texts, or in both.
 * @param here the item's folder, relative to `root`
 * @param present names of the files in it
 * @returns `null` where anything is wrong, which is then among the findings
 */
export const readFields = async (
  root: string,
  here: string,
  present: readonly string[],
  findings: Findings,
): Promise<ReadFields | null> => {
  const before = findings.list.length
  const texts: ReadFields['texts'] = {}
  const fronts: FieldSources['texts'] = {}
  for (const language of languages) {
    const file = `${here}/${language}.md`
    if (!present.includes(`${language}.md`)) continue
    const text = await readText(root, file, findings)
    if (text === null) continue
    const parsed = parseText(file, text, findings)
    texts[language] = parsed
    if (parsed.fields) fronts[language] = parsed.fields
  }
  const fronted = Object.keys(fronts).length > 0
  // Said once for the file, not once for each of its fields.
  if (fronted)
    for (const language of languages)
      if (!present.includes(`${language}.md`))
        findings.add({
          file: `${here}/${language}.md`,
          message: 'missing translation: this file is not there',
        })
  const schema = fronted ? v.strictObject(v.partial(ItemFileSchema).entries) : ItemFileSchema
  const yaml =
    present.includes('item.yaml') || !fronted
      ? await readYaml(root, `${here}/item.yaml`, schema, findings)
      : null
  if (findings.list.length > before) return null
  const fields = mergeFields({ yaml, texts: fronts, home: `${here}/en.md` }, findings)
  return fields && { fields, texts }
}
