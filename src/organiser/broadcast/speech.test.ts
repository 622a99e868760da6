import { expect, it } from 'vitest'
import { samplesOf } from './speech.ts'

it('takes the voice out of a WAV file, without the silence around it', () => {
  const wav = Buffer.alloc(44 + 12)
  wav.write('RIFF', 0)
  wav.write('data', 36)
  ;[0, 10, 5000, 0, -5000, 3].forEach((sample, index) => {
    wav.writeInt16LE(sample, 44 + index * 2)
  })
  expect([...samplesOf(wav)]).toEqual([5000, 0, -5000])
})
