import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Progress } from '../broadcast/replay.ts'
import { systemCode } from '../problems.ts'

const Milliseconds = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const FileSchema = v.object({
  format: v.literal('sada-broadcast/1'),
  startsAt: Milliseconds,
  pauses: v.array(v.object({ segment: Milliseconds, ms: Milliseconds })),
  frozenAt: v.nullable(Milliseconds),
})

/** An evening is over by then, and a playlist of all its segments (21 600 of 4 s) would be a burden: a new broadcast begins. */
const longest = 24 * 3_600_000

/**
 * Where the broadcast's progress lies in the data folder. Without it a restart of the server would number segments anew, and every
 * listener would lose his place.
 */
export const progressFile = (data: string): string => join(data, 'broadcast.json')

/**
 * The progress of an earlier run, or `null` where there is none that can go on: no file, none of ours, over a day old, or from the future
 * (a clock that was set back).
 * @param now milliseconds since the epoch
 * @throws what the system says where the file cannot be read
 */
export const readProgress = async (data: string, now: number): Promise<Progress | null> => {
  let text: string
  try {
    text = await readFile(progressFile(data), 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null // Torn or foreign: nothing to go on from, and the next write mends it.
  }
  const parsed = v.safeParse(FileSchema, value)
  if (!parsed.success) return null
  const { startsAt, pauses, frozenAt } = parsed.output
  return startsAt > now || now - startsAt > longest ? null : { startsAt, pauses, frozenAt }
}

/** Writes the progress in one step: a crash leaves the old or the new file. */
export const writeProgress = async (data: string, progress: Progress): Promise<void> => {
  const target = progressFile(data)
  const temporary = `${target}.${process.pid}.tmp`
  await writeFile(temporary, `${JSON.stringify({ format: 'sada-broadcast/1', ...progress })}\n`, {
    flush: true,
  })
  await rename(temporary, target)
}
