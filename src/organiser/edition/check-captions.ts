/** `[hh:]mm:ss.mmm` in seconds (WebVTT section 4.2). */
const parseTime = (text: string): number =>
  text.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0)

const timing = /^((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}) --> ((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})(?:\s|$)/

/**
 * What is wrong with a WebVTT file, as line and message.
 * @param seconds length of the media it belongs to; captions may overhang it by one second.
 */
export const checkCaptions = (text: string, seconds: number): { line: number; message: string }[] => {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  if (!/^WEBVTT(\s|$)/.test(lines[0] ?? '')) return [{ line: 1, message: 'must begin with WEBVTT' }]
  const faults: { line: number; message: string }[] = []
  let cues = 0
  let last = 0
  lines.forEach((content, index) => {
    if (!content.includes('-->')) return
    const match = timing.exec(content)
    const line = index + 1
    if (!match) {
      faults.push({ line, message: `not a WebVTT timing: ${content}` })
      return
    }
    cues++
    const [start, end] = [parseTime(match[1] ?? ''), parseTime(match[2] ?? '')]
    if (end <= start) faults.push({ line, message: 'a caption must end after it starts' })
    if (start < last) faults.push({ line, message: 'captions must stand in order of time' })
    if (end > seconds + 1)
      faults.push({ line, message: `this caption ends after the recording (${seconds} s)` })
    last = start
  })
  return cues === 0 ? [{ line: 1, message: 'holds no caption' }] : faults
}
