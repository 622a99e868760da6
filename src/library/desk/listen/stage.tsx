import { render } from 'preact'
import { createListening, type Listening } from './listening.ts'
import { MiniPlayer } from './MiniPlayer.tsx'

let stage: Listening | null = null

/**
 * The one player of recordings, with its small screen at the foot of the page. Both stand outside of the app's own tree: they outlive every
 * place, and the first paint need not know of them.
 */
export const listening = (): Listening => {
  if (stage) return stage
  const holder = document.createElement('div')
  holder.hidden = true
  const foot = document.createElement('div')
  document.body.append(holder, foot)
  const made = createListening(holder)
  stage = made
  // Asked for while a component renders, and one tree must not be rendered in the middle of another.
  queueMicrotask(() => render(<MiniPlayer player={made} />, foot))
  return made
}
