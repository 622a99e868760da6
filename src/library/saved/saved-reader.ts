import type { Item } from '../../shared/content.ts'
import { ProblemError } from '../../shared/problem.ts'
import type { EditionReader } from '../../shared/reader.ts'
import type { SavedSpeech, SavedSpeeches } from '../../shared/saved.ts'

const soundPath = 'saved/sound.m4a'
/** By the stretch: texts are remembered by their hash, and every speech has its own. */
const wordsPath = 'saved/words.vtt'

/** A saved speech as an item of the library, so that it is heard and read by the same player. */
export const itemOf = ({ id, title, by, seconds, words }: SavedSpeech): Item => ({
  id,
  kind: 'speech',
  title,
  speaker: by,
  audio: {
    path: soundPath,
    seconds,
    ...(words && { captions: { en: wordsPath, ur: wordsPath } }),
  },
})

/** Its two files as a reader gives them. It has no edition around it: nothing of it was signed. */
export const readerOf = (speech: SavedSpeech, saved: SavedSpeeches): EditionReader => {
  const file = (path: string, type: string, bytes: number, sha256: string, group: 'audio' | 'text') => ({
    path,
    type,
    bytes,
    sha256,
    group,
  })
  return {
    manifest: {
      files: [
        file(soundPath, 'audio/mp4', speech.bytes, speech.sha256, 'audio'),
        file(wordsPath, 'text/vtt', 0, `${speech.sha256} words`, 'text'),
      ],
    } as unknown as EditionReader['manifest'],
    content: { organisation: { name: speech.by } } as EditionReader['content'],
    giving: null,
    has: (path) => path === soundPath || (path === wordsPath && speech.words !== null),
    async file(path) {
      if (path === soundPath) return saved.sound(speech.id)
      if (path === wordsPath) return saved.words(speech.id)
      throw new ProblemError('missing-file', path)
    },
  }
}
