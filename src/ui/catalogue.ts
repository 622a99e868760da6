import type { Language } from '../shared/language.ts'

/** A language itself. */
export interface About {
  /** As those who speak it call it. */
  name: string
  direction: 'ltr' | 'rtl'
  /** BCP 47 tag for numbers, money and dates. */
  locale: string
  /** Which of an edition's languages its readers read: their own where editions have it, else the nearest one. */
  language: Language
}

/** Every language has exactly the shape of English. Values are plain text, or functions of what varies. */
type Shape<T> = T extends About
  ? About
  : T extends string
    ? string
    : T extends (...args: infer A) => string
      ? (...args: A) => string
      : { [K in keyof T]: Shape<T[K]> }

type English = Omit<typeof import('./languages/en.ts'), 'about'>

/** The sections of a language's file, each of which comes with the code that says it. */
export type Catalogue = { [Section in keyof English]: Shape<English[Section]> }

/** Messages of the shell and of the places. */
export type Messages = Catalogue['shell'] & Catalogue['places']
