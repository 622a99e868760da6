import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { type Giving, GivingSchema } from '../shared/giving.ts'
import { givingPath } from '../shared/manifest.ts'
import { Unavailable } from './unavailable.ts'

/**
 * Reads the giving file of the served edition, and again whenever it has changed on disk. The folder is the operator's own and
 * trusted; phones check the signatures. While a new edition is being written, the last good file stays in force.
 * @throws Unavailable where no good file was ever read.
 */
export const givingFromFolder = (editionFolder: string): (() => Promise<Giving>) => {
  const path = join(editionFolder, givingPath)
  let held: { stamp: string; giving: Giving } | null = null
  return async () => {
    try {
      const { ino, size, mtimeMs } = await stat(path)
      const stamp = `${ino} ${size} ${mtimeMs}`
      if (held?.stamp !== stamp)
        held = { stamp, giving: v.parse(GivingSchema, JSON.parse(await readFile(path, 'utf8'))) }
      return held.giving
    } catch (error) {
      if (held) return held.giving
      throw new Unavailable('the giving file of the edition is missing or damaged', 30, { cause: error })
    }
  }
}
