/** What is said by the plural form of a number; `other` stands for forms that a language, or a sentence, does not tell apart. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** The words that go with `n` in a language, by its own plural rules (CLDR). @param tag BCP 47 */
export const plural = (tag: string, n: number, forms: Forms): string =>
  forms[new Intl.PluralRules(tag).select(n)] ?? forms.other
