import { copyFile, mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sha256 } from '../../shared/bytes.ts'
import { listFiles } from '../edition/write-edition.ts'
import { CommandError, systemCode } from '../problems.ts'
import type { Target } from './target.ts'

/** A file on its way: its place, and the process that writes it. */
const temporary = /\.(\d+)\.tmp$/

/** Whether that process is over, and with it whatever it meant to do. */
const isOver = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return systemCode(error) === 'ESRCH'
  }
}

/** A folder that some web server serves. Every file is written beside its place, flushed, and then renamed. */
export const folderTarget = (folder: string): Target => {
  const at = (name: string) => join(folder, name)
  /** @throws CommandError where the folder cannot be written to */
  const replace = async (name: string, write: (path: string) => Promise<void>): Promise<void> => {
    const beside = `${at(name)}.${process.pid}.tmp`
    try {
      await mkdir(dirname(beside), { recursive: true })
      await write(beside)
      await rename(beside, at(name))
    } catch (cause) {
      await rm(beside, { force: true }).catch(() => undefined)
      const code = systemCode(cause)
      if (code === undefined) throw cause
      throw new CommandError(
        `cannot write ${at(name)} (${code})`,
        'Make room or give access, and run it again: it goes on where it was.',
        { cause },
      )
    }
  }
  return {
    name: folder,
    async list() {
      const found = new Map<string, number>()
      for (const name of await listFiles(folder)) {
        const [, pid] = temporary.exec(name) ?? []
        // What a run that was killed left behind; nobody asks for it.
        if (pid !== undefined && isOver(Number(pid))) await rm(at(name), { force: true })
        if (pid === undefined) found.set(name, (await stat(at(name))).size)
      }
      return found
    },
    async read(name) {
      try {
        return new Uint8Array(await readFile(at(name)))
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return null
        throw error
      }
    },
    holds: async (name, wanted) => (await sha256(await readFile(at(name)))) === wanted.sha256,
    put: async (name, wanted) => {
      const bytes = await wanted.read()
      await replace(name, (path) => writeFile(path, bytes, { flush: true }))
    },
    copy: (from, to) => replace(to, (path) => copyFile(at(from), path)),
    async remove(name) {
      await rm(at(name), { force: true })
      for (let parent = dirname(name); parent !== '.'; parent = dirname(parent)) {
        if ((await readdir(at(parent))).length > 0) return
        await rmdir(at(parent))
      }
    },
  }
}
