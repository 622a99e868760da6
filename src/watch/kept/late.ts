/** What the player does without until a voice was heard; one file of code. */
export { openSaved } from '../saved/saved-speeches.ts'
export { Kept } from './Kept.tsx'
export { openKeep } from './keep.ts'
export { keepCode } from './keep-code.ts'
export { keptVoice } from './kept-voice.ts'
