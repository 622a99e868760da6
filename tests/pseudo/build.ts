import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import * as english from '../../src/ui/languages/en.ts'

/** Tag, and how it is made out of English. */
const kinds = {
  'en-XA': { direction: 'ltr', locale: 'en-PK', strange: 'accents' },
  'ar-XB': { direction: 'rtl', locale: 'ur-PK-u-nu-latn', strange: 'backwards' },
} as const
export type PseudoTag = keyof typeof kinds

const sections = Object.keys(english).filter((name) => name !== 'name' && name !== 'about')

/** The one file that makes a language: what `pseudo.ts` says, and every section of English put through it. */
const languageFile = (tag: PseudoTag): string => {
  const { direction, locale, strange } = kinds[tag]
  return [
    readFileSync(new URL('./pseudo.ts', import.meta.url), 'utf8'),
    `import * as english from './en.ts'`,
    `export const name = '${tag}'`,
    `export const about = { name, direction: '${direction}', locale: '${locale}', language: 'en' }`,
    ...sections.map((section) =>
      section === 'shell'
        ? // What it is called and which way it runs is no message.
          `const { about: _, ...said } = english.shell\nexport const shell = { about, .../* @__PURE__ */ pseudo(said, ${strange}) }`
        : `export const ${section} = /* @__PURE__ */ pseudo(english.${section}, ${strange})`,
    ),
  ].join('\n')
}

/**
 * Builds the app as it is, but for one more file a pseudo-language in `src/ui/languages`; the project itself is left alone.
 * @returns the folder of the built app, and what removes it
 */
export const buildPseudo = async (): Promise<{ app: string; remove: () => void }> => {
  const project = resolve(import.meta.dirname, '../..')
  const root = mkdtempSync(join(tmpdir(), 'sada-pseudo-'))
  for (const name of ['src', 'sw', 'index.html', 'vite.config.ts', 'package.json'])
    cpSync(join(project, name), join(root, name), {
      recursive: true,
      filter: (path) => !path.includes('organiser'),
    })
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'))
  mkdirSync(join(root, 'public'))
  for (const name of ['icons', 'manifest.webmanifest'])
    symlinkSync(join(project, 'public', name), join(root, 'public', name))
  for (const tag of Object.keys(kinds) as PseudoTag[])
    writeFileSync(join(root, `src/ui/languages/${tag}.ts`), languageFile(tag))
  await build({ root, logLevel: 'error' })
  return { app: join(root, 'dist'), remove: () => rmSync(root, { recursive: true, force: true }) }
}
