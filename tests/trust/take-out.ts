import { relative } from 'node:path'
import type { Plugin } from 'vite'
import { type Mutation, mutations } from './mutations.ts'

/** A source text with a check taken out. @throws where the text is not there exactly once */
export const takenOut = (
  text: string,
  { file, from, to }: Pick<Mutation, 'file' | 'from' | 'to'>,
): string => {
  const found = text.split(from).length - 1
  if (found !== 1) throw new Error(`${file} has this ${found} times, not once: ${from}`)
  return text.replace(from, () => to)
}

/** The mutation `SADA_MUTATION` names by its place in the table, if any. */
export const named = (): Mutation | undefined => {
  const at = process.env['SADA_MUTATION']
  return at === undefined ? undefined : mutations[Number(at)]
}

/** Takes one check out of the sources as they are loaded; nothing on the disk is touched. */
export const takeOut = (mutation: Mutation): Plugin => ({
  name: 'sada-take-out',
  enforce: 'pre',
  transform: (code, id) =>
    relative(process.cwd(), id.split('?')[0] ?? '') === mutation.file ? takenOut(code, mutation) : null,
})
