/** The anthem, hummed far behind the host's words: a pentatonic phrase of soft tones, one each 0.8 s. */
const phrase = [0, 4, 7, 9, 7, 4, 2, 0, 0, 7, 9, 12, 9, 7, 4, 0]
const tonic = 220
const noteSeconds = 0.8
const gain = 0.035

/** Adds the melody to `samples` between two times in seconds. */
export const melody = (samples: Float32Array, rate: number, from: number, to: number): void => {
  const notes = Math.floor((to - from) / noteSeconds)
  for (let note = 0; note < notes; note++) {
    const frequency = tonic * 2 ** ((phrase[note % phrase.length] ?? 0) / 12)
    const start = Math.round((from + note * noteSeconds) * rate)
    const length = Math.round(noteSeconds * rate)
    for (let k = 0; k < length; k++) {
      const envelope = Math.sin((Math.PI * k) / length)
      const tone = Math.sin((2 * Math.PI * frequency * k) / rate)
      samples[start + k] = (samples[start + k] ?? 0) + gain * envelope * tone
    }
  }
}
