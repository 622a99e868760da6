import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

const RenditionSchema = v.object({
  kind: v.picklist(['video', 'audio']),
  /** One file: the initialisation segment, then the media segments, back to back. */
  file: v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.mp4$/)),
  /** RFC 6381. */
  codec: v.string(),
  timescale: v.pipe(Count, v.minValue(1)),
  initBytes: Count,
  /** Bytes and duration in ticks, one pair a segment. */
  segments: v.array(v.tuple([Count, Count])),
  width: v.optional(Count),
  height: v.optional(Count),
  frameRate: v.optional(v.number()),
})
export type Rendition = v.InferOutput<typeof RenditionSchema>

/** `index.json` of a recorded broadcast: what the replay must know of the files beside it. */
export const RecordingSchema = v.object({
  format: v.literal('sada-recording/1'),
  seconds: v.pipe(Count, v.minValue(1)),
  segmentSeconds: v.pipe(Count, v.minValue(1)),
  renditions: v.record(v.string(), RenditionSchema),
  /** WebVTT of the whole loop, by language. */
  subtitles: v.record(v.string(), v.object({ file: v.string(), name: v.string() })),
})
export type Recording = v.InferOutput<typeof RecordingSchema>

/** Where a rendition's segments lie in its file and on its own timeline; throws unless they fill the loop exactly. */
export const layOut = (rendition: Rendition, seconds: number) => {
  let offset = rendition.initBytes
  let ticks = 0
  const segments = rendition.segments.map(([bytes, duration]) => {
    const place = { from: offset, to: offset + bytes, startTicks: ticks, ticks: duration }
    offset += bytes
    ticks += duration
    return place
  })
  if (ticks !== seconds * rendition.timescale)
    throw new Error(`${rendition.file} lasts ${ticks / rendition.timescale} s instead of ${seconds} s`)
  return { segments, bytes: offset }
}

/** Reads `index.json`; throws where it is missing or malformed. */
export const readRecording = async (folder: string): Promise<Recording> =>
  v.parse(RecordingSchema, JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')))
