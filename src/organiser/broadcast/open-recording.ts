import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openFolder } from './folder-source.ts'
import { readRecording } from './recording.ts'
import { mediaSource, type Source, textSource } from './source.ts'

/** A recording that can be replayed for ever. */
export interface OpenRecording {
  segmentSeconds: number
  /** The multivariant playlist, served as it is. */
  main: Uint8Array
  /** By name, as the multivariant playlist calls them. */
  sources: ReadonlyMap<string, Source>
}

/**
 * Opens the demo's kind of recording (`index.json`; held in memory, 8 MB for the demo) or a folder that `sada broadcast`
 * wrote (read as it is asked for).
 * @throws where it is missing, malformed or its renditions do not fit together
 */
export const openRecording = async (folder: string): Promise<OpenRecording> => {
  const packed = await access(join(folder, 'index.json')).then(
    () => true,
    () => false,
  )
  if (!packed && (await hasMain(folder))) return openFolder(folder)
  const recording = await readRecording(folder)
  const { seconds, segmentSeconds } = recording
  const main = new Uint8Array(await readFile(join(folder, 'main.m3u8')))
  const sources = new Map<string, Source>()
  for (const [name, rendition] of Object.entries(recording.renditions))
    sources.set(
      name,
      mediaSource(rendition, new Uint8Array(await readFile(join(folder, rendition.file))), seconds),
    )
  for (const [language, { file }] of Object.entries(recording.subtitles))
    sources.set(
      `text-${language}`,
      textSource(await readFile(join(folder, file), 'utf8'), seconds, segmentSeconds),
    )
  return { segmentSeconds, main, sources }
}

const hasMain = (folder: string): Promise<boolean> =>
  access(join(folder, 'main.m3u8')).then(
    () => true,
    () => false,
  )
