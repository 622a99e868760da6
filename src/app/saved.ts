import { type KeptVoice, watchPlaceKey } from '../shared/kept-voice.ts'
import type { SavedSpeeches } from '../shared/saved.ts'

const late = () => import('../watch/kept/late.ts')

/** What was saved from the broadcast, for the library. @throws where its code does not come */
export const loadSaved = async (): Promise<SavedSpeeches> => (await late()).openSaved()

/** What is kept of the broadcast, for the page that shows what takes room. */
export const keptVoice: KeptVoice = {
  async bytes() {
    try {
      return localStorage.getItem(watchPlaceKey) === null ? 0 : await (await late()).keptVoice.bytes()
    } catch {
      // No storage, or no code to look into it.
      return 0
    }
  },
  empty: async () => (await late()).keptVoice.empty(),
}
