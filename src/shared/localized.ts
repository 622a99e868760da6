import * as v from 'valibot'
import { languages } from './language.ts'

export const LanguageSchema = v.picklist(languages)

/** A value in every language of the edition. */
export const localized = <S extends v.GenericSchema>(schema: S) => v.object({ en: schema, ur: schema })

export const LocalizedTextSchema = localized(v.pipe(v.string(), v.minLength(1)))
export type LocalizedText = v.InferOutput<typeof LocalizedTextSchema>
