import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BuiltEdition, buildEdition } from '../edition/build-edition.ts'
import { readSource } from '../edition/read-source.ts'
import type { SourceOptions } from '../edition/source-options.ts'
import { type EditionKeys, readEditionKeys } from '../keys/key-files.ts'
import { CommandError, formatFinding } from '../problems.ts'
import { inProject } from '../project.ts'

export const demoSource = inProject('src/organiser/demo/edition')
export const demoKeys = inProject('src/organiser/demo/keys')

/** Puts the keys of the demo's locked items into a folder of fresh keys: with them it builds the demo's edition. */
export const copyDemoLocks = (keys: string): void =>
  cpSync(join(demoKeys, 'locks'), join(keys, 'locks'), { recursive: true })

/** A folder that is gone when its test is. */
export interface Scratch extends Disposable {
  folder: string
  in(...path: string[]): string
}
export const createScratch = (): Scratch => {
  const folder = mkdtempSync(join(tmpdir(), 'sada-organiser-'))
  return {
    folder,
    in: (...path) => join(folder, ...path),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The demo's source, to be spoilt. */
export interface SourceCopy extends Scratch {
  /** Replaces text that must be there, once. */
  edit(file: string, from: string, to: string): void
  write(file: string, content: string | Uint8Array): void
  remove(file: string): void
  /** The edition it gives with the demo's keys; @throws CommandError */
  build(options?: SourceOptions): Promise<BuiltEdition>
  /** What is found wrong with it, as the organiser reads it. */
  findings(options?: SourceOptions): Promise<string[]>
}
export const copyDemoSource = (): SourceCopy => {
  const scratch = createScratch()
  cpSync(demoSource, scratch.folder, { recursive: true })
  const build = async (options?: SourceOptions) => {
    const keys: EditionKeys = await readEditionKeys(demoKeys)
    return buildEdition(await readSource(scratch.folder, keys, options), keys)
  }
  return {
    ...scratch,
    edit(file, from, to) {
      const text = readFileSync(scratch.in(file), 'utf8')
      if (!text.includes(from)) throw new Error(`${file} does not say: ${from}`)
      writeFileSync(scratch.in(file), text.replace(from, to))
    },
    write: (file, content) => writeFileSync(scratch.in(file), content),
    remove: (file) => rmSync(scratch.in(file), { recursive: true }),
    build,
    async findings(options) {
      try {
        await build(options)
        return []
      } catch (error) {
        if (error instanceof CommandError) return error.findings.map(formatFinding)
        throw error
      }
    },
  }
}
