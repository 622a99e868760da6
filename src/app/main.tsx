import { render } from 'preact'
import { discreetKey, fontKey, isChosen } from '../ui/chosen.ts'
import { applyLanguage, applyShell, preferredLanguage } from '../ui/load-language.ts'
import { App } from './App.tsx'
import { showTheme } from './appearance/theme.ts'
import './install/held-prompt.ts'
import { loadAgain } from './load-again.ts'
import { placeOf } from './places-list.ts'
import { rooms } from './rooms.ts'

/** How long words wait for what was chosen for them, ms: without it they would be seen or set otherwise, and change. */
const patience = 500

/** Resolves once what was chosen, if anything, is in use, or has taken too long. */
const chosen = async (): Promise<void> => {
  if (!isChosen(fontKey, discreetKey)) return
  const applied = import('./apply-chosen.ts').then(({ applyChosen }) => applyChosen())
  await Promise.race([applied.catch(() => undefined), new Promise((done) => setTimeout(done, patience))])
}

const start = async () => {
  const root = document.getElementById('app')
  if (!root) return
  const tag = preferredLanguage()
  // On a slow link every round trip counts: the place and its words are asked for together.
  const ready = chosen()
  const whole = loadAgain(() => applyLanguage(tag)).then(async (loaded) => {
    await ready
    return loaded
  })
  const place = placeOf(location.pathname)
  if (place) rooms[place].load().catch(() => undefined) // Asked for again, and told, where the place opens.
  const shell = await loadAgain(() => applyShell(tag))
  root.replaceChildren()
  render(<App shell={shell} whole={whole} />, root)
}

showTheme()
void start()
