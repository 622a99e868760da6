import * as v from 'valibot'

/** BCP 47 tags of the languages an edition and the screens come in. */
export const languages = ['en', 'ur'] as const
export type Language = (typeof languages)[number]

/** Writing direction of a language, for the `dir` attribute. */
export const direction = (language: Language): 'ltr' | 'rtl' => (language === 'ur' ? 'rtl' : 'ltr')

export const LanguageSchema = v.picklist(languages)

/** A value in every language of the edition. */
export const localized = <S extends v.GenericSchema>(schema: S) => v.object({ en: schema, ur: schema })

export const LocalizedTextSchema = localized(v.pipe(v.string(), v.minLength(1)))
export type LocalizedText = v.InferOutput<typeof LocalizedTextSchema>
