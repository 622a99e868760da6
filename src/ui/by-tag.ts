import type { Language } from '../shared/language.ts'
import { isolating } from './isolate.ts'

/**
 * One section of every language, by the language's tag, which its file is named after. The files come by `import.meta.glob` with the section's
 * name as query and import: that makes a module of its own of each section, of which the build keeps nothing else.
 */
export const byTag = <T extends object>(files: Record<string, T>): Readonly<Record<Language, T>> =>
  Object.fromEntries(
    Object.entries(files).map(([path, section]) => [path.replace(/.*\/|\.ts/g, ''), isolating(section)]),
  ) as Record<Language, T>
