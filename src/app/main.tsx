import { render } from 'preact'
import { applyLanguage, applyShell, preferredLanguage } from '../ui/language.tsx'
import { App } from './App.tsx'
import { loadAgain } from './load-again.ts'
import { placeOf, rooms } from './rooms.ts'

const start = async () => {
  const root = document.getElementById('app')
  if (!root) return
  const language = preferredLanguage()
  // On a slow link every round trip counts: the place and its words are asked for together.
  const whole = loadAgain(() => applyLanguage(language))
  const place = placeOf(location.pathname)
  if (place) rooms[place].load().catch(() => undefined) // Asked for again, and told, where the place opens.
  const shell = await loadAgain(() => applyShell(language))
  root.replaceChildren()
  render(<App shell={shell} whole={whole} />, root)
}

void start()
