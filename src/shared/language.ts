/** BCP 47 tags of the languages an edition and the screens come in. */
export const languages = ['en', 'ur'] as const
export type Language = (typeof languages)[number]

/** Writing direction of a language, for the `dir` attribute. */
export const direction = (language: Language): 'ltr' | 'rtl' => (language === 'ur' ? 'rtl' : 'ltr')
