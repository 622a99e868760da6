import { setTimeout as sleep } from 'node:timers/promises'
import { CommandError, usageError } from '../problems.ts'
import { takeFolder, writeProblem } from './folder.ts'
import { type Input, resumed } from './input.ts'
import { type Lane, openLane } from './lane.ts'
import { createMainWriter } from './main-playlist.ts'
import { openRendition } from './rendition.ts'
import { afterReader, nextAttempt, restartDelay } from './restart-delay.ts'
import { pictureRungs, voiceRungs } from './rungs.ts'
import { mediaEnd, type Slot } from './slots.ts'
import { startTake, type Take } from './take.ts'

export interface CastOptions {
  input: Input
  /** Folder for a static host; one that holds a broadcast is gone on with. */
  out: string
  segmentSeconds: number
  voiceOnly: boolean
  /** Of the voice, BCP 47. */
  language: string
  log(line: string): void
}

/** A broadcast being made. */
export interface Cast {
  readonly lanes: readonly Lane[]
  readonly slots: readonly Slot[]
  /** Seconds the folder held before. */
  readonly before: number
  readonly take: Take | null
  readonly restarts: { input: number; pictures: number; skips: number }
  /** Ends the broadcast: what was heard is listed, then every playlist says that it is over. */
  stop(): void
  /** Resolves when it is over, rejects with what ended it otherwise. */
  readonly done: Promise<void>
}

/** How long the multivariant playlist waits for pictures that are late, segments. */
const patience = 3

/** Opens folder and input. @throws CommandError where the folder cannot be used */
export const openCast = async (options: CastOptions): Promise<Cast> => {
  const { input, out, segmentSeconds, voiceOnly, language, log } = options
  const giveBack = await takeFolder(out)
  const slots: Slot[] = []
  const lanes: Lane[] = []
  let stopped = false
  let failure: unknown = null
  let take: Take | null = null
  const waiting = new AbortController()
  const stop = () => {
    stopped = true
    waiting.abort()
    take?.stop()
  }
  const failed = (error: unknown) => {
    failure ??= writeProblem(out, error)
    stop()
  }
  try {
    for (const rung of [...voiceRungs, ...(voiceOnly ? [] : pictureRungs)]) {
      const rendition = await openRendition(out, rung.name, segmentSeconds)
      if (lanes.length === 0) slots.push(...slotsOf(rendition.entries, segmentSeconds))
      lanes.push(await openLane(rung, rendition, slots, failed, lanes[0]))
    }
  } catch (error) {
    await giveBack()
    throw error instanceof CommandError ? error : writeProblem(out, error)
  }
  const before = mediaEnd(slots)
  const restarts = { input: 0, pictures: 0, skips: 0 }
  const firstNew = slots.length
  const writeMain = createMainWriter(out, lanes, language)
  const tick = setInterval(() => {
    writeMain(slots.length < firstNew + patience).catch(failed)
  }, 250)

  const run = async () => {
    let attempt = 0
    while (!stopped) {
      const began = Date.now()
      take = startTake(resumed(input, mediaEnd(slots) - before), lanes, slots, { segmentSeconds, log })
      const { code, words } = await take.ended
      restarts.pictures += take.pictures?.restarts ?? 0
      restarts.skips += take.pictures?.feed.skips ?? 0
      take = null
      if (stopped) return
      const next = afterReader(input.kind, code, slots.length > firstNew)
      if (next === 'end') return
      if (next === 'fail') throw cannotOpen(input, words)
      attempt = nextAttempt(attempt, Date.now() - began)
      restarts.input++
      log(`the input stopped; opening it again${words ? `: ${words.split('\n').at(-1)}` : ''}`)
      await sleep(restartDelay(attempt), undefined, { signal: waiting.signal }).catch(() => undefined)
    }
  }
  const finish = async () => {
    try {
      await run()
      if (failure) throw failure
      if (slots.length > firstNew) {
        for (const lane of lanes) await lane.rendition.end()
        await writeMain(false)
      }
    } catch (error) {
      throw error instanceof CommandError ? error : writeProblem(out, error)
    } finally {
      clearInterval(tick)
      await giveBack()
    }
  }
  const done = finish()
  done.catch(() => undefined)
  return {
    lanes,
    slots,
    before,
    get take() {
      return take
    },
    get restarts() {
      return {
        input: restarts.input,
        pictures: restarts.pictures + (take?.pictures?.restarts ?? 0),
        skips: restarts.skips + (take?.pictures?.feed.skips ?? 0),
      }
    },
    stop,
    done,
  }
}

/** The slots an earlier run filled, from the playlist of its leanest voice. */
const slotsOf = (
  entries: readonly { seconds: number; date: number; discontinuity: boolean }[],
  segmentSeconds: number,
): Slot[] => {
  const longest = Math.max(0, ...entries.map(({ seconds }) => Math.round(seconds)))
  if (longest > segmentSeconds)
    throw usageError(`the folder's segments last ${longest} s: --segment ${longest}`, 'broadcast')
  let start = 0
  return entries.map(({ seconds, date, discontinuity }) => {
    const slot = { start, seconds, date, discontinuity }
    start += seconds
    return slot
  })
}

const cannotOpen = (input: Input, words: string): CommandError => {
  const reason = words.split('\n').slice(-4).join('\n  ')
  if (/matches no streams/.test(words) && /:a:0/.test(words))
    return new CommandError(
      `there is no sound in ${input.typed}`,
      'A broadcast is voice first. Give an input that has sound.',
    )
  if (/matches no streams/.test(words) || /0:v:0/.test(words))
    return new CommandError(`there is no picture in ${input.typed}`, 'For voice alone: --voice-only')
  return new CommandError(
    `cannot open the input ${input.typed}${reason ? `\n  ${reason}` : ''}`,
    'Try it alone first: ffplay or ffmpeg -i with the same address.',
  )
}
