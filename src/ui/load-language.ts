import type { Catalogue, Messages } from './catalogue.ts'
import { english, type LanguageChoice } from './language.tsx'

/** The languages of the screens: those whose file lies in `languages/`. Tag, and name as its speakers call it. */
export const languages: readonly (readonly [tag: string, name: string])[] = Object.entries(
  import.meta.glob<string>('./languages/*.ts', { query: '?name', import: 'name', eager: true }),
).map(([path, name]) => [path.slice(12, -3), name])

/** English is in the page itself. */
const shells = import.meta.glob<Catalogue['shell']>(['./languages/*.ts', '!./languages/en.ts'], {
  query: '?shell',
  import: 'shell',
})

const places = import.meta.glob<Catalogue['places']>('./languages/*.ts', {
  query: '?places',
  import: 'places',
})

const fileOf = (tag: string) => `./languages/${tag}.ts`

const storageKey = 'sada-language'

/** The tag of the language chosen before, else of the browser's first that is not English and that we speak, else English. */
export const preferredLanguage = (): string => {
  try {
    const chosen = localStorage.getItem(storageKey)
    if (chosen && places[fileOf(chosen)]) return chosen
  } catch {
    // Storage blocked: the choice holds until the page closes.
  }
  const others = languages.filter(([tag]) => tag !== 'en')
  const [best = ['en']] = navigator.languages.flatMap((wanted) =>
    others.filter(([tag]) => wanted.startsWith(tag)),
  )
  return best[0]
}

export type Loaded = Omit<LanguageChoice, 'choose'>

/** Sets `lang` and `dir` of the document, remembers the choice. */
const apply = (tag: string, text: Messages): Loaded => {
  document.documentElement.lang = tag
  document.documentElement.dir = text.about.direction
  try {
    localStorage.setItem(storageKey, tag)
  } catch {
    // As above.
  }
  return { ...text.about, tag, text }
}

const shellOf = async (tag: string) => (await shells[fileOf(tag)]?.()) ?? english.text

/** Loads and applies what the shell says, and nothing of the places: enough for the first paint. */
export const applyShell = async (tag: string): Promise<Loaded> => apply(tag, (await shellOf(tag)) as Messages)

/** Loads all messages of the language, then applies it. Rejects where the link brings none; the language before stays. */
export const applyLanguage = async (tag: string): Promise<Loaded> => {
  // `isolate` is in a file that every place needs: it is asked for with the words, not in the first paint.
  const [shell, rest, { isolating }] = await Promise.all([
    shellOf(tag),
    places[fileOf(tag)]?.(),
    import('./isolate.ts'),
  ])
  return apply(tag, isolating({ ...shell, ...rest } as Messages))
}
