import type { DBSchema } from 'idb'
import { type Bytes, sha256, utf8 } from '../../shared/bytes.ts'
import { ProblemError } from '../../shared/problem.ts'
import { hasSavedKey, type SavedSpeech, type SavedSpeeches } from '../../shared/saved.ts'
import { createStore } from '../../shared/store.ts'
import { reopening } from '../kept/open-database.ts'

interface Files {
  id: string
  sound: Bytes
  words: string
}

interface Schema extends DBSchema {
  speeches: { key: string; value: SavedSpeech }
  files: { key: string; value: Files }
}

export const savedName = 'sada-saved'
const channelName = 'sada-saved'

const database = reopening<Schema>(savedName, (db) => {
  db.createObjectStore('speeches', { keyPath: 'id' })
  db.createObjectStore('files', { keyPath: 'id' })
})
const state = createStore<readonly SavedSpeech[] | null>(null)
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName)

const read = async (): Promise<void> => {
  const all = await database.use((db) => db.getAll('speeches')).catch(() => [])
  state.set(all.sort((a, b) => b.savedAt - a.savedAt))
  try {
    if (all.length > 0) localStorage.setItem(hasSavedKey, '1')
    else localStorage.removeItem(hasSavedKey)
  } catch {
    // Storage that is blocked has kept nothing either.
  }
}

const changed = async (): Promise<void> => {
  await read()
  channel?.postMessage('changed')
}

const filesOf = async (id: string): Promise<Files> => {
  const files = await database.use((db) => db.get('files', id))
  if (!files) throw new ProblemError('missing-file', id)
  return files
}

/** What a person asked to keep is flushed to the disk before it is called saved. */
const put = async (speech: SavedSpeech, files: Files): Promise<void> => {
  await database.use(async (db) => {
    const transaction = db.transaction(['speeches', 'files'], 'readwrite', { durability: 'strict' })
    // A refused write aborts both, which `done` tells.
    transaction
      .objectStore('speeches')
      .put(speech)
      .catch(() => undefined)
    transaction
      .objectStore('files')
      .put(files)
      .catch(() => undefined)
    await transaction.done
  })
  await changed()
}

const remove = async (id: string): Promise<void> => {
  await database.use(async (db) => {
    const transaction = db.transaction(['speeches', 'files'], 'readwrite')
    void transaction.objectStore('speeches').delete(id)
    void transaction.objectStore('files').delete(id)
    await transaction.done
  })
  await changed()
}

/**
 * Saves sound and words. The same stretch saved again takes the place of the first, so that two taps make one.
 * @throws ProblemError `storage-full`, `storage-blocked`
 */
export const saveSpeech = async (
  speech: Omit<SavedSpeech, 'id' | 'bytes' | 'sha256'>,
  sound: Bytes,
  words: string,
): Promise<SavedSpeech> => {
  const id = `saved-${Math.round(speech.from / 1000).toString(36)}-${Math.round(speech.to / 1000).toString(36)}`
  const saved = { ...speech, id, bytes: sound.length, sha256: await sha256(sound) }
  await put(saved, { id, sound, words })
  return saved
}

let listening = false

/** Opens what was saved; reads it again when another tab changes it. Call as often as you like. */
export const openSaved = (): SavedSpeeches => {
  if (!listening) {
    listening = true
    if (channel) channel.onmessage = () => void read()
    void read()
  }
  return {
    state,
    sound: async (id) => new Blob([(await filesOf(id)).sound], { type: 'audio/mp4' }),
    words: async (id) => new Blob([utf8((await filesOf(id)).words)], { type: 'text/vtt' }),
    async remove(id) {
      const files = await filesOf(id)
      const speech = await database.use((db) => db.get('speeches', id))
      await remove(id)
      return async () => {
        if (speech) await put(speech, files)
      }
    },
  }
}
