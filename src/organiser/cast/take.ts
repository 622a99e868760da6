import { voiceArguments } from './arguments.ts'
import type { Input } from './input.ts'
import type { Lane } from './lane.ts'
import { type PictureSide, startPictures } from './picture-side.ts'
import { startFfmpeg } from './process.ts'
import type { VoiceRung } from './rungs.ts'
import type { Slot } from './slots.ts'
import { newRun, voiceReader } from './voice-side.ts'

/** Sound that stops for so long means a dead input, whatever its reader believes. */
const silentMs = 15_000
/** How long the last pictures of a run may take; the voice waits for them before it begins anew. */
const graceMs = 4000

/** One run of the input's reader, and of the pictures beside it. */
export interface Take {
  readonly pid: number | undefined
  readonly pictures: PictureSide | null
  /** Ends the reader in its own time: what it holds is still said. */
  stop(): void
  /** When all is over and listed: ffmpeg's exit code, its last words, and how long the run was heard, seconds. */
  readonly ended: Promise<{ code: number | null; words: string; seconds: number }>
}

/** Starts reading. `slots` grows with what is heard, from its present end on. */
export const startTake = (
  input: Input,
  lanes: readonly Lane[],
  slots: Slot[],
  { segmentSeconds, log }: { segmentSeconds: number; log: (line: string) => void },
): Take => {
  const run = newRun(slots)
  const voices = lanes.flatMap((lane) => (lane.rung.kind === 'voice' ? [{ lane, rung: lane.rung }] : []))
  const others = lanes.filter(({ rung }) => rung.kind === 'picture')
  const said = () => slots.length - run.first
  const add = (slot: Slot) => {
    slots.push(slot)
    for (const lane of lanes) lane.look()
  }
  const pictures = others.length > 0 ? startPictures(others, { run, segmentSeconds, said, log }) : null
  let heard = Date.now()
  const readers = voices.map(({ lane, rung }, index) => {
    const read = voiceReader(lane, rung, { run, slots, segmentSeconds, leads: index === 0 ? add : null })
    return (chunk: Uint8Array | null) => {
      heard = Date.now()
      read(chunk)
    }
  })
  const rungs: VoiceRung[] = voices.map(({ rung }) => rung)
  const reader = startFfmpeg(
    voiceArguments(input, rungs, pictures !== null),
    pictures ? [...readers, pictures.read] : readers,
    { stdin: input.kind === 'stdin' ? 'inherit' : 'ignore' },
  )
  const watch = setInterval(() => {
    if (run.date === 0 || Date.now() - heard < silentMs) return
    log(`no sound for ${silentMs / 1000} s: opening the input anew`)
    reader.child.kill('SIGKILL')
  }, 1000)
  const ending = async () => {
    try {
      const { code, words } = await reader.ended
      return { code, words, seconds: slots.slice(run.first).reduce((sum, slot) => sum + slot.seconds, 0) }
    } finally {
      clearInterval(watch)
      await pictures?.finish(graceMs)
      for (const lane of lanes) lane.giveUp(slots.length)
      // The leading voice first: the others follow what it has listed.
      for (const lane of lanes) await lane.settled()
    }
  }
  return {
    pid: reader.child.pid,
    pictures,
    stop() {
      reader.child.kill('SIGINT')
      setTimeout(() => reader.child.kill('SIGKILL'), graceMs).unref()
    },
    ended: ending(),
  }
}
