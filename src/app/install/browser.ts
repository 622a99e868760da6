import { createStore, type ReadStore } from '../../shared/store.ts'
import { heldPrompt } from './held-prompt.ts'
import type { BrowserFacts } from './way.ts'

/** What TypeScript's types do not have: Safari's flag, and User-Agent Client Hints (WICG), by which a WebView names itself. */
interface More {
  standalone?: boolean
  userAgentData?: { brands: readonly { brand: string }[] }
}

const ownWindow = '(display-mode: standalone), (display-mode: fullscreen), (display-mode: minimal-ui)'

const look = (justInstalled: boolean): BrowserFacts => {
  const more = navigator as More
  return {
    installed: justInstalled || more.standalone === true || matchMedia(ownWindow).matches,
    prompt: heldPrompt.get() !== null,
    homeScreen: more.standalone !== undefined,
    // On an insecure origin nobody has any: that says nothing about the window.
    worker: 'serviceWorker' in navigator || !isSecureContext,
    touch: navigator.maxTouchPoints > 0,
    // Brands, or before there were any what Android's documentation says to look for.
    webView:
      more.userAgentData?.brands.some(({ brand }) => brand === 'Android WebView') ??
      navigator.userAgent.includes('; wv)'),
  }
}

const facts = createStore<BrowserFacts>(look(false))

/** What is known of this browser; changes when it offers to install, and when that is done. */
export const browser: ReadStore<BrowserFacts> = facts

heldPrompt.subscribe(() => facts.set(({ installed }) => look(installed)))
addEventListener('appinstalled', () => facts.set(look(true)))

/** Shows the browser's own question; whether the person agreed. Call it in the event of a tap; the browser lets it be asked once. */
export const install = async (): Promise<boolean> => {
  const held = heldPrompt.get()
  if (!held) return false
  heldPrompt.set(null)
  await held.prompt()
  return (await held.userChoice).outcome === 'accepted'
}
