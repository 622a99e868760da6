import type { VttCue } from '../../shared/webvtt.ts'

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0')

/** `hh:mm:ss.ttt` (W3C WebVTT section 4.1). @param seconds rounded to ms */
const stamp = (seconds: number): string => {
  const ms = Math.round(seconds * 1000)
  const [h, m, s] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60]
  return `${pad(h)}:${pad(m)}:${pad(s)}.${pad(ms % 1000, 3)}`
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replace(/\s+/g, ' ').trim()

/** A WebVTT file that `parseVtt` reads as the same cues. */
export const writeVtt = (cues: readonly VttCue[]): string =>
  `${[
    'WEBVTT',
    ...cues.map(({ starts, ends, speaker, text }) => {
      const said = speaker === null ? escaped(text) : `<v ${escaped(speaker)}>${escaped(text)}`
      return `${stamp(starts)} --> ${stamp(ends)}\n${said}`
    }),
  ].join('\n\n')}\n`
