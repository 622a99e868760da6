import { render } from 'preact'
import { applyLanguage, preferredLanguage } from '../ui/language.tsx'
import { App } from './App.tsx'

const start = async () => {
  const root = document.getElementById('app')
  if (!root) return
  const initial = await applyLanguage(preferredLanguage())
  root.replaceChildren()
  render(<App initial={initial} />, root)
}

void start()
