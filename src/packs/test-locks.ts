import { type Bytes, utf8 } from '../shared/bytes.ts'
import type { Item } from '../shared/content.ts'
import { codeOf } from '../shared/lock/code.ts'
import { lockKeyHash, sealFile } from '../shared/lock/seal.ts'
import type { Lock } from '../shared/manifest.ts'
import { makeEdition, type TestEdition, type TestKeys, testContent } from './test-edition.ts'

/** For tests only: an edition with one locked speech. */
export const lockKey = (seed = 7): Bytes => new Uint8Array(16).fill(seed)

export const lockedPaths = {
  item: 'sealed/at-nine/0.words.bin',
  text: 'sealed/at-nine/1.words.bin',
  audio: 'sealed/at-nine/2.sound.bin',
}
export const secretTitle = 'The pledge nobody knows'
export const secretText = 'We count every rupee aloud.'
export const secretSound = 'a voice that says it'

const both = (text: string) => ({ en: text, ur: text })
const types = { item: 'application/json', text: 'text/markdown', audio: 'audio/mp4' }

export const lockedEdition = async (
  keys: TestKeys,
  edition: number,
  options: {
    key?: Bytes
    text?: string
    /** Gives the key out. */
    releasing?: boolean
    /** In place of a sealed file, by what it holds. */
    instead?: Partial<Record<keyof typeof lockedPaths, Bytes>>
    without?: string[]
  } = {},
): Promise<TestEdition> => {
  const { key = lockKey(), text = secretText } = options
  const item: Item = {
    id: 'at-nine',
    kind: 'speech',
    title: both(secretTitle),
    text: both(lockedPaths.text),
    audio: { path: lockedPaths.audio, seconds: 3 },
  }
  const plain = { item: utf8(JSON.stringify(item)), text: utf8(text), audio: utf8(secretSound) }
  const lock: Lock = { id: 'at-nine', keySha256: await lockKeyHash(key), files: [] }
  const extra: Record<string, Bytes> = {}
  for (const name of ['item', 'text', 'audio'] as const) {
    const { sealed, content } = await sealFile(key, lockedPaths[name], plain[name])
    lock.files.push({ ...content, type: types[name] })
    extra[lockedPaths[name]] = options.instead?.[name] ?? sealed
  }
  const content = testContent(edition)
  content.items.push({
    id: 'at-nine',
    kind: 'speech',
    title: both('Unveiled at nine'),
    lock: { item: lockedPaths.item, opens: '2031-01-07T16:00:00Z' },
  })
  if (options.releasing)
    content.items.push({
      id: 'out',
      kind: 'notice',
      title: both('It is out'),
      published: '2031-01-07T16:00:00Z',
      releases: [{ lock: 'at-nine', code: codeOf(key) }],
    })
  extra['content.json'] = utf8(JSON.stringify(content))
  return makeEdition(keys, edition, {
    extra,
    manifest: { locks: [lock] },
    ...(options.without ? { without: options.without } : {}),
  })
}
