import { type Bytes, concat } from '../../shared/bytes.ts'
import { pictureArguments } from './arguments.ts'
import type { Lane } from './lane.ts'
import { createPictureFeed, type PictureFeed } from './picture-feed.ts'
import { type Ffmpeg, startFfmpeg } from './process.ts'
import { nextAttempt, restartDelay } from './restart-delay.ts'
import type { PictureRung } from './rungs.ts'
import { accessUnitSplitter } from './split-stream.ts'
import { pictureGroup } from './track.ts'
import type { Run } from './voice-side.ts'

/** Pictures that waited this long for an encoder short of CPU are left out; half an outage of a phone's buffer. */
const patienceMs = 6000

/** Reads one rung's H.264, puts whole segments into its lane; the first belongs to slot `first`. */
const pictureReader = (lane: Lane, rung: PictureRung, first: number, segmentSeconds: number) => {
  const units = accessUnitSplitter()
  const perSegment = segmentSeconds * rung.frameRate
  let held: Bytes[] = []
  let n = first
  const emit = () => {
    if (held.length > 0) lane.put(n++, pictureGroup(rung, concat(...held)))
    held = []
  }
  return (chunk: Uint8Array | null): void => {
    const done = chunk === null ? [units.rest()].filter(({ length }) => length > 0) : units.push(chunk)
    for (const unit of done) {
      held.push(unit)
      if (held.length === perSegment) emit()
    }
    if (chunk === null) emit()
  }
}

/** The pictures of one run: a modest encoder of their own, started anew when it dies. */
export interface PictureSide {
  /** The reader's copied pictures; `null` is their end. */
  read(chunk: Uint8Array | null): void
  readonly feed: PictureFeed
  readonly restarts: number
  readonly pid: number | undefined
  /** Waits for the encoder's last pictures, at most `graceMs`. */
  finish(graceMs: number): Promise<void>
}

/**
 * @param said slots of this run so far: pictures that begin anew begin at the next one
 * @param log  told in words what went wrong
 */
export const startPictures = (
  lanes: readonly Lane[],
  {
    run,
    segmentSeconds,
    said,
    log,
  }: {
    run: Run
    segmentSeconds: number
    said: () => number
    log: (line: string) => void
  },
): PictureSide => {
  const feed = createPictureFeed(patienceMs)
  const rungs = lanes.flatMap(({ rung }) => (rung.kind === 'picture' ? [rung] : []))
  let encoder: Ffmpeg
  let [over, attempt, restarts] = [false, 0, 0]
  let timer: NodeJS.Timeout | undefined
  let done: () => void = () => undefined
  const finished = new Promise<void>((resolve) => {
    done = resolve
  })
  const start = () => {
    const began = Date.now()
    const k = attempt === 0 && restarts === 0 ? 0 : said() + 1
    const readers = lanes.map((lane, index) => {
      const rung = rungs[index]
      if (!rung) throw new Error('a lane without pictures')
      return pictureReader(lane, rung, run.first + k, segmentSeconds)
    })
    encoder = startFfmpeg(pictureArguments(rungs, segmentSeconds, k * segmentSeconds), readers, {
      stdin: 'pipe',
      low: true,
    })
    if (encoder.child.stdin) feed.to(encoder.child.stdin)
    const after = (words: string) => {
      if (over) return done()
      attempt = nextAttempt(attempt, Date.now() - began)
      restarts++
      log(
        `pictures stopped, voice goes on; starting them again${words ? `: ${words.split('\n').at(-1)}` : ''}`,
      )
      timer = setTimeout(start, restartDelay(attempt))
    }
    encoder.ended.then(
      ({ words }) => after(words),
      (error) => after(String(error)),
    )
  }
  start()
  return {
    read: (chunk) => (chunk === null ? feed.end() : feed.push(chunk)),
    feed,
    get restarts() {
      return restarts
    },
    get pid() {
      return encoder.child.pid
    },
    async finish(graceMs) {
      over = true
      clearTimeout(timer)
      feed.end()
      if (encoder.child.exitCode !== null || encoder.child.signalCode !== null) return
      const late = setTimeout(() => encoder.child.kill('SIGKILL'), graceMs)
      await finished
      clearTimeout(late)
    },
  }
}
