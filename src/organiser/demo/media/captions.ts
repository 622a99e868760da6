import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { languages } from '../../../shared/language.ts'
import type { Cue } from './voice.ts'

const time = (seconds: number): string => {
  const ms = Math.round(seconds * 1000)
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  return `${two(ms / 60_000)}:${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`
}

/** Writes `<stem>.en.vtt` and `<stem>.ur.vtt` (WebVTT), one cue a sentence. */
export const writeCaptions = async (folder: string, stem: string, cues: readonly Cue[]): Promise<void> => {
  for (const language of languages) {
    const blocks = cues.map((cue) => `${time(cue.starts)} --> ${time(cue.ends)}\n${cue[language]}\n`)
    await writeFile(join(folder, `${stem}.${language}.vtt`), `WEBVTT\n\n${blocks.join('\n')}`)
  }
}
