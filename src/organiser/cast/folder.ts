import { mkdir, open, readdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandError, systemCode } from '../problems.ts'
import { type Listing, parseListing } from './listing.ts'

/** Writes a file in one step: whoever reads sees the old or the new one, whole, also after a power cut. */
export const writeWhole = async (file: string, content: string | Uint8Array): Promise<void> => {
  const temporary = `${file}.tmp`
  try {
    await writeFile(temporary, content, { flush: true })
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

/** What a failed write means to the organiser. */
export const writeProblem = (folder: string, cause: unknown): CommandError => {
  const code = systemCode(cause)
  const kept =
    'What was said so far stays whole; start again with the same folder and the broadcast goes on after it.'
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new CommandError(
      `the disk of ${folder} is full`,
      `Free some space (an hour takes about 120 MB). ${kept}`,
      {
        cause,
      },
    )
  return new CommandError(
    `cannot write to ${folder} (${code ?? cause})`,
    `Make it writable, or choose another: --out. ${kept}`,
    {
      cause,
    },
  )
}

/** Bytes free where `folder` lies; NaN where the system does not say. */
export const diskFree = async (folder: string): Promise<number> =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Number.NaN,
  )

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
}

/**
 * Makes the folder and takes it for this process, so that two broadcasts never write into one.
 * @returns the way to give it back
 * @throws CommandError where it cannot be written or another process has it
 */
export const takeFolder = async (folder: string): Promise<() => Promise<void>> => {
  const lock = join(folder, 'broadcast.pid')
  try {
    await mkdir(folder, { recursive: true })
    const owner = Number(await readFile(lock, 'utf8').catch(() => '0'))
    if (owner > 0 && owner !== process.pid && isAlive(owner))
      throw new CommandError(
        `another broadcast (process ${owner}) writes to ${folder}`,
        `End that one first, or choose another folder. If it is no broadcast, remove ${lock}.`,
      )
    const file = await open(lock, 'w')
    await file.writeFile(`${process.pid}\n`)
    await file.close()
  } catch (error) {
    throw error instanceof CommandError ? error : writeProblem(folder, error)
  }
  return () => rm(lock, { force: true })
}

/** What a rendition's folder holds from earlier runs. */
export interface Held {
  listing: Listing | null
  /** First segment number that no file has, listed or not: nothing that lies there is ever overwritten. */
  next: number
}

/** Reads a rendition's folder, made when absent. @throws CommandError where it holds something else */
export const readHeld = async (folder: string): Promise<Held> => {
  await mkdir(folder, { recursive: true })
  const numbers = (await readdir(folder)).map((name) => Number(/^s(\d+)\.m4s$/.exec(name)?.[1] ?? -1))
  const file = join(folder, 'index.m3u8')
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    return { listing: null, next: Math.max(-1, ...numbers) + 1 }
  }
  try {
    const listing = parseListing(text)
    return { listing, next: Math.max(listing.entries.length - 1, ...numbers) + 1 }
  } catch (cause) {
    throw new CommandError(`${file} is no playlist of ours`, 'Choose an empty folder: --out <folder>', {
      cause,
    })
  }
}
