import { createStore } from '../../shared/store.ts'

/** `beforeinstallprompt` (WICG, Manifest Incubations), which TypeScript's types do not have. */
export interface InstallPrompt extends Event {
  prompt(): Promise<unknown>
  readonly userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>
}

/** The browser's own offer, kept for a better moment; `null` where it has made none. It comes before most code has. */
export const heldPrompt = createStore<InstallPrompt | null>(null)

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  heldPrompt.set(event as InstallPrompt)
})
