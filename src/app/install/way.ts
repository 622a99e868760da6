/** What this browser can and shows, by capability; its name is not asked. */
export interface BrowserFacts {
  /** The app stands in a window of its own, or was installed a moment ago. */
  installed: boolean
  /** The browser has offered to install it (`beforeinstallprompt`). */
  prompt: boolean
  /** `navigator.standalone` is there: Safari on iPhone and iPad, whose share sheet adds to the home screen. */
  homeScreen: boolean
  /** Service workers are there. Views inside other apps have none on iPhones; private windows neither, in some browsers. */
  worker: boolean
  touch: boolean
  /** It says of itself that it is a view inside another app (Android WebView). */
  webView: boolean
}

/** How the app gets onto the home screen here. `in-app`: not at all; it must be opened in a browser first. */
export type InstallWay = 'installed' | 'in-app' | 'prompt' | 'home-screen' | 'menu'

export const wayOf = (facts: BrowserFacts): InstallWay => {
  if (facts.installed) return 'installed'
  if (facts.webView || (facts.touch && !facts.worker)) return 'in-app'
  if (facts.prompt) return 'prompt'
  return facts.homeScreen ? 'home-screen' : 'menu'
}
