import { discreetKey, isChosen } from './chosen.ts'

/** What the lock screen may say: all of it, or in discreet mode no more than the title of the page, which is neutral by then. */
export const onLockScreen = (metadata: MediaMetadataInit): MediaMetadata =>
  new MediaMetadata(isChosen(discreetKey) ? { title: document.title } : metadata)
