import { render } from 'preact'
import { applyLanguage, applyShell, preferredLanguage } from '../ui/load-language.ts'
import { App } from './App.tsx'
import { showTheme } from './appearance/theme.ts'
import { isFontChosen } from './font-chosen.ts'
import './install/held-prompt.ts'
import { loadAgain } from './load-again.ts'
import { placeOf, rooms } from './rooms.ts'

/** How long words wait for a font that is on the phone, ms: they would be set twice, and jump. */
const fontPatience = 500

/** Resolves once the kept font, if any, is in use, or has taken too long. Never rejects. */
const keptFont = async (): Promise<void> => {
  if (!isFontChosen()) return
  const applied = import('./kept-font.ts').then(({ applyKeptFont }) => applyKeptFont())
  await Promise.race([applied.catch(() => undefined), new Promise((done) => setTimeout(done, fontPatience))])
}

const start = async () => {
  const root = document.getElementById('app')
  if (!root) return
  const tag = preferredLanguage()
  // On a slow link every round trip counts: the place and its words are asked for together.
  const font = keptFont()
  const whole = loadAgain(() => applyLanguage(tag)).then(async (loaded) => {
    await font
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
