import type { Content, ItemKind } from '../../shared/content.ts'
import type { Language } from '../../shared/language.ts'
import type { ManifestFile } from '../../shared/manifest.ts'
import type { Choice } from '../../shared/pack/choose-files.ts'
import { usageError } from '../problems.ts'

const command = 'pack make'

/** What people call the kinds of items. */
const kinds: Record<string, ItemKind> = {
  manifesto: 'chapter',
  chapters: 'chapter',
  chapter: 'chapter',
  speeches: 'speech',
  speech: 'speech',
  slideshows: 'slideshow',
  slideshow: 'slideshow',
  songs: 'song',
  song: 'song',
  documentaries: 'documentary',
  documentary: 'documentary',
  notices: 'notice',
  notice: 'notice',
}
/** And the kinds of files. Words cannot be left out: they are what the rest hangs on. */
const groups: Record<string, ManifestFile['group']> = {
  pictures: 'image',
  sound: 'audio',
  film: 'video',
}
const allLanguages: readonly Language[] = ['en', 'ur']

const words = (list: string): string[] =>
  list
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '')

/** The options of `pack make` as a choice. `undefined` takes everything. @throws CommandError, exit code 2 */
export const readChoice = (
  { items }: Pick<Content, 'items'>,
  options: { include?: string | undefined; languages?: string | undefined; without?: string | undefined },
): Choice => {
  const chosen = new Set<string>()
  for (const word of options.include === undefined ? Object.keys(kinds) : words(options.include)) {
    const kind = kinds[word]
    const found = items.filter((item) => (kind ? item.kind === kind : item.id === word))
    if (found.length === 0 && options.include !== undefined)
      throw usageError(
        kind
          ? `the edition has no ${word}`
          : `--include ${word}: no kind and no item of the edition is called that; kinds are ${Object.keys(
              kinds,
            )
              .filter((one) => /s$|manifesto/.test(one))
              .join(', ')}; items are ${items.map(({ id }) => id).join(', ')}`,
        command,
      )
    for (const { id } of found) chosen.add(id)
  }
  const languages = options.languages === undefined ? allLanguages : words(options.languages)
  const known = languages.filter((one): one is Language => (allLanguages as readonly string[]).includes(one))
  if (known.length < languages.length || known.length === 0)
    throw usageError(`--languages ${options.languages}: there are ${allLanguages.join(' and ')}`, command)
  const without = words(options.without ?? '')
  const odd = without.find((word) => !groups[word])
  if (odd) throw usageError(`--without ${odd}: it may be ${Object.keys(groups).join(', ')}`, command)
  return {
    items: chosen,
    languages: new Set(allLanguages.filter((one) => known.includes(one))),
    groups: new Set([
      'text',
      ...Object.values(groups).filter((group) => !without.some((word) => groups[word] === group)),
    ]),
  }
}

const units: Record<string, number> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
}

/** `10MB`, `1.5 GB`, `500000` as bytes. @throws CommandError, exit code 2 */
export const readSize = (text: string): number => {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  const factor = units[unit.toLowerCase()]
  if (number === '' || factor === undefined || Number(number) === 0)
    throw usageError(`--max-size ${text}: a size is a number and a unit, as in 10MB`, command)
  return Math.floor(Number(number) * factor)
}
