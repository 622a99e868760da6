import { openAsBlob } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bytes } from '../../shared/bytes.ts'
import { blobSource } from '../../shared/pack/byte-source.ts'
import { openPack } from '../../shared/pack/open-pack.ts'
import { ProblemError } from '../../shared/problem.ts'
import { CommandError, systemCode } from '../problems.ts'
import { mirrorFiles } from './mirror-files.ts'
import { listFiles } from './write-edition.ts'

/** An edition to be looked at, wherever it lies. Nothing it says is believed. */
export interface EditionFiles {
  /** As the organiser named it. */
  readonly name: string
  readonly kind: 'folder' | 'pack' | 'mirror'
  /** Paths it has, where it knows; a mirror does not. */
  list(): Promise<readonly string[] | null>
  /**
   * A file, or `null` where there is none. Bytes beyond `limit` are not read; one more than it may come, so that the size shows.
   * @throws Error whose message says why it cannot be read
   */
  get(path: string, limit: number): Promise<Bytes | null>
}

/** A built edition in a folder. */
export const folderFiles = (folder: string): EditionFiles => ({
  name: folder,
  kind: 'folder',
  list: () => listFiles(folder),
  async get(path) {
    try {
      return new Uint8Array(await readFile(join(folder, path)))
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null
      throw new Error(`cannot be read (${systemCode(error)})`, { cause: error })
    }
  },
})

/** A pack: opened as strictly as a phone does. @throws CommandError where it is none */
export const packFiles = async (path: string): Promise<EditionFiles> => {
  try {
    const pack = await openPack(blobSource(await openAsBlob(path)))
    return {
      name: path,
      kind: 'pack',
      list: async () => pack.entries.map(({ name }) => name),
      get: async (name) => (pack.has(name) ? pack.get(name) : null),
    }
  } catch (cause) {
    const why = cause instanceof ProblemError ? cause.detail : systemCode(cause)
    throw new CommandError(`${path} is not a good pack: ${why}`, 'Ask for it again; no phone takes it.', {
      cause,
    })
  }
}

/** An edition by what it is called: a folder, a pack's file, or the address of a mirror. @throws CommandError */
export const openEditionFiles = async (name: string): Promise<EditionFiles> => {
  if (/^https?:\/\//.test(name)) return mirrorFiles(name)
  const found = await stat(name).catch(() => null)
  return found?.isFile() ? packFiles(name) : folderFiles(name)
}
