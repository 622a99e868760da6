import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { CommandError, systemCode } from '../problems.ts'
import type { BuiltEdition } from './build-edition.ts'

/** Paths of all files under a folder, with `/`, relative to it; none where there is no such folder. */
export const listFiles = async (folder: string): Promise<string[]> => {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true })
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort()
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}

const holds = async (path: string, bytes: Uint8Array): Promise<boolean> => {
  try {
    return bytes.length > 0 && Buffer.compare(await readFile(path), bytes) === 0
  } catch {
    return false // Not there or not readable: to be written.
  }
}

/**
 * Writes an edition so that a server of `folder` never sends half a file: every file beside its place and then renamed, the manifest last,
 * and only then what it no longer lists removed. Files that are already right are left alone, so that they keep their validators.
 * @returns how many files were written
 * @throws CommandError where `folder` holds something that is no edition.
 */
export const writeEdition = async (folder: string, edition: BuiltEdition): Promise<number> => {
  const before = await listFiles(folder)
  if (before.length > 0 && !before.includes('manifest.json'))
    throw new CommandError(
      `${folder} is not empty and holds no edition`,
      'Name an empty folder, or one an edition was built into: what is not listed is removed from it.',
    )
  const ordered: [path: string, bytes: Uint8Array][] = [
    ...edition.files,
    ['manifest.sig', edition.signature],
    ['manifest.json', edition.manifestBytes],
  ]
  let written = 0
  for (const [path, bytes] of ordered) {
    const target = join(folder, path)
    if (await holds(target, bytes)) continue
    await mkdir(dirname(target), { recursive: true })
    const temporary = `${target}.${process.pid}.tmp`
    try {
      await writeFile(temporary, bytes, { flush: true })
      await rename(temporary, target)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
    written++
  }
  const listed = new Set(ordered.map(([path]) => path))
  for (const path of before) if (!listed.has(path)) await removeFile(folder, path)
  return written
}

/** Removes a file and the folders it leaves empty. */
const removeFile = async (folder: string, path: string): Promise<void> => {
  await rm(join(folder, path), { force: true })
  for (let parent = dirname(path); parent !== '.'; parent = dirname(parent)) {
    if ((await readdir(join(folder, parent))).length > 0) return
    await rmdir(join(folder, parent))
  }
}
