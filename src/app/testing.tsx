import { act, render } from '@testing-library/preact'
import type { ComponentChildren } from 'preact'
import type { Language } from '../shared/language.ts'
import { inLanguage } from '../ui/testing.tsx'
import { LocationProvider } from './location.tsx'
import { services, watchStatus } from './services.ts'

export { texts } from '../ui/testing.tsx'

/** Puts the app's stores back to what they are before anything is open. */
export const closeServices = (): void => {
  services.set({ packs: null, outbox: null, shell: false, problem: null })
  watchStatus.set(null)
}

/** Renders a part of the shell in a language, at the page's present address. */
export const show = (children: ComponentChildren, language: Language = 'en') =>
  render(inLanguage(<LocationProvider>{children}</LocationProvider>, language))

/** Changes a store and lets the screen follow. */
export const change = (work: () => void): Promise<void> => act(async () => work())
