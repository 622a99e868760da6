import { isDeepStrictEqual } from 'node:util'
import * as v from 'valibot'
import { type Language, languages } from '../../shared/language.ts'
import type { Findings } from './findings.ts'
import { inWords, pathOf } from './in-words.ts'
import { type FrontMatter, type ItemFile, ItemFileSchema, spokenFields } from './source-schemas.ts'
import type { FieldPath, SourceFile } from './source-text.ts'

/** Where an item's fields may stand. */
export interface FieldSources {
  /** `item.yaml`, all of whose fields may be missing where a text has front matter. */
  yaml: SourceFile<{ [F in keyof ItemFile]?: ItemFile[F] | undefined }> | null
  texts: Partial<Record<Language, SourceFile<FrontMatter>>>
  /** The file a field is missing from when none of the others has it. */
  home: string
}

type Field = keyof ItemFile

const isSpoken = (field: string): boolean => (spokenFields as readonly string[]).includes(field)

/** Slides of both languages as one list; `null` where they are not the same pictures in the same order, which is then complained about. */
const mergeSlides = (texts: FieldSources['texts']): unknown => {
  const { en, ur } = texts
  const [first, second] = [en?.value.slides, ur?.value.slides]
  if (!first && !second) return undefined
  const images = (first ?? second ?? []).map(({ image }) => image)
  if (
    first &&
    second &&
    !isDeepStrictEqual(
      images,
      second.map(({ image }) => image),
    )
  ) {
    ur?.complain(['slides'], 'lists other pictures than en.md, or in another order')
    return null
  }
  return images.map((image, i) => ({
    image,
    caption: { en: first?.[i]?.caption, ur: second?.[i]?.caption },
    alt: { en: first?.[i]?.alt, ur: second?.[i]?.alt },
  }))
}

/** Path of a field in the front matter of a language: there is no `.en` or `.ur` in it. */
const inText = (path: FieldPath): { path: FieldPath; language: Language | undefined } => {
  const language = languages.find((one) => one === path.at(-1))
  return { path: language ? path.slice(0, -1) : path, language }
}

/**
 * An item's fields out of `item.yaml` and the front matter of its texts. Each stands in one place: in `item.yaml`, or in the texts, where
 * every language has its own words and what is no words may stand in either and must not differ.
 * @returns `null` where anything is wrong, which is then among the findings
 */
export const mergeFields = (
  { yaml, texts, home }: FieldSources,
  findings: Findings,
): SourceFile<ItemFile> | null => {
  const before = findings.list.length
  const merged: Record<string, unknown> = { ...yaml?.value }
  const named = new Set(languages.flatMap((language) => Object.keys(texts[language]?.value ?? {})))
  for (const field of named as Set<Field>) {
    const holders = languages.flatMap((language) => {
      const text = texts[language]
      return text && field in text.value ? [text] : []
    })
    if (yaml && field in yaml.value) {
      for (const text of holders) text.complain([field], 'stands in item.yaml as well; keep one of them')
    } else if (isSpoken(field)) {
      merged[field] = { en: texts.en?.value[field], ur: texts.ur?.value[field] }
    } else if (field === 'slides') {
      merged['slides'] = mergeSlides(texts)
    } else {
      merged[field] = holders[0]?.value[field]
      if (holders[1] && !isDeepStrictEqual(holders[1].value[field], merged[field]))
        holders[1].complain([field], 'differs from en.md')
    }
  }
  if (findings.list.length > before) return null

  const complain = (path: FieldPath, message: string): void => {
    const field = String(path[0] ?? '')
    if (yaml && (field in yaml.value || named.size === 0)) {
      yaml.complain(path, message)
      return
    }
    const { path: inside, language } = inText(path)
    const holder = languages.find((one) => field in (texts[one]?.value ?? {}))
    const at = texts[language ?? holder ?? 'en'] ?? texts.ur
    if (at) at.complain(inside, message)
    else if (yaml) yaml.complain(path, message)
    else findings.add({ file: home, ...(field ? { field: path.join('.') } : {}), message })
  }
  const result = v.safeParse(ItemFileSchema, merged)
  if (result.success) return { value: result.output, complain }
  for (const issue of result.issues) complain(pathOf(issue), inWords(issue))
  return null
}
