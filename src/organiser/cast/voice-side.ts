import { concat } from '../../shared/bytes.ts'
import type { Lane } from './lane.ts'
import { frameSamples, type VoiceRung } from './rungs.ts'
import { frameEdge, mediaEnd, runDate, type Slot, slotOf } from './slots.ts'
import { adtsSplitter } from './split-stream.ts'
import { voiceGroup } from './track.ts'

/** One run of an encoder: where it lies among the slots. */
export interface Run {
  /** Its first slot. */
  first: number
  /** Its start on the media timeline, seconds. */
  start: number
  /** When its first sound was heard, milliseconds since the epoch; 0 until then. */
  date: number
}

export const newRun = (slots: readonly Slot[]): Run => ({
  first: slots.length,
  start: mediaEnd(slots),
  date: 0,
})

/**
 * Reads one voice of a run: ADTS in, groups out, a segment at a time. The leading voice dates the run when its first
 * sound arrives and makes the slots.
 * @param leads adds a slot; `null` for the voices that follow
 * @returns the reader of ffmpeg's output; `null` is its end
 */
export const voiceReader = (
  lane: Lane,
  rung: VoiceRung,
  {
    run,
    slots,
    segmentSeconds,
    leads,
    now = Date.now,
  }: {
    run: Run
    slots: readonly Slot[]
    segmentSeconds: number
    leads: ((slot: Slot) => void) | null
    now?: () => number
  },
): ((chunk: Uint8Array | null) => void) => {
  const frames = adtsSplitter()
  const base = Math.round(run.start * rung.sampleRate)
  const edge = (k: number) => frameEdge(k, segmentSeconds, rung.sampleRate)
  // ffmpeg's encoder primes with one frame, which holds nothing that was said.
  let primed = false
  let k = 0
  let held: Uint8Array[] = []
  const emit = (count: number, seconds: number) => {
    if (leads) leads(slotOf(run, k, segmentSeconds, seconds))
    const group = concat(...held.slice(0, count))
    lane.put(run.first + k, voiceGroup(rung, group, base + edge(k) * frameSamples))
    held = held.slice(count)
    k++
  }
  return (chunk) => {
    if (chunk === null) {
      // What was said last is shorter than a segment.
      if (held.length > 0) emit(held.length, (held.length * frameSamples) / rung.sampleRate)
      return
    }
    for (const frame of frames.push(chunk)) {
      if (leads && run.date === 0) run.date = runDate(slots, now() - (2000 * frameSamples) / rung.sampleRate)
      if (primed) held.push(frame)
      primed = true
      const count = edge(k + 1) - edge(k)
      if (held.length >= count) emit(count, segmentSeconds)
    }
  }
}
