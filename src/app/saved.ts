import type { KeptVoice } from '../shared/kept-voice.ts'
import type { SavedSpeeches } from '../shared/saved.ts'

const late = () => import('../watch/kept/late.ts')

/** What was saved from the broadcast, for the library. @throws where its code does not come */
export const loadSaved = async (): Promise<SavedSpeeches> => (await late()).openSaved()

/** What is kept of the broadcast, for the page that shows what takes room. */
export const keptVoice: KeptVoice = {
  bytes: async () => (await late()).keptVoice.bytes(),
  empty: async () => (await late()).keptVoice.empty(),
}
