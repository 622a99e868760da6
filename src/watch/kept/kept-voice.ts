import type { KeptVoice } from '../../shared/kept-voice.ts'
import { keptStores, openKeptDatabase } from './kept-database.ts'

const database = openKeptDatabase()

/** What is kept, seen from outside of the player. A player that has it open finds out as it reads. */
export const keptVoice: KeptVoice = {
  async bytes() {
    const facts = await database.use((db) => db.getAll('facts')).catch(() => [])
    return facts.reduce((sum, { size }) => sum + size, 0)
  },
  async empty() {
    await database.use(async (db) => {
      const transaction = db.transaction(keptStores, 'readwrite')
      for (const name of keptStores) void transaction.objectStore(name).clear()
      await transaction.done
    })
  },
}
