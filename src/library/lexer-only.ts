import type { Plugin } from 'vite'

/**
 * marked comes as one minified file with its HTML renderer at the end, which no bundler can leave out, since the `marked` function with all its
 * properties is made there as the file runs. We need the lexer alone: what is declared after it is cut off, a quarter of the bytes.
 * @throws Error where the file is no longer laid out that way; then a build fails instead of shipping half a lexer
 */
export const lexerOnly = (code: string): string => {
  const exported = /export\s*\{([^}]*)\}/.exec(code)?.[1] ?? ''
  const local = (name: string): string => new RegExp(`([\\w$]+) as ${name}\\b`).exec(exported)?.[1] ?? ''
  const [lexer, renderer] = [local('Lexer'), local('Renderer')]
  const ends = renderer ? code.search(new RegExp(`\\bvar ${renderer.replaceAll('$', '\\$')}=class\\b`)) : -1
  const starts = lexer ? code.search(new RegExp(`\\b${lexer.replaceAll('$', '\\$')}=class\\b`)) : -1
  if (starts < 0 || ends < starts)
    throw new Error('marked is laid out in a new way: see src/library/lexer-only.ts')
  return `${code.slice(0, ends)}\nexport const lexer = ${lexer}.lex\n`
}

/** Vite plugin: builds with marked's lexer only. */
export const leanMarked = (): Plugin => ({
  name: 'sada-lean-marked',
  apply: 'build',
  transform: {
    filter: { id: /[\\/]marked\.esm\.js$/ },
    handler: (code) => ({ code: lexerOnly(code), map: null }),
  },
})
