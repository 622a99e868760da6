import { useEffect } from 'preact/hooks'
import type { Player } from '../player/player.ts'
import { speeds } from '../player/speed.ts'
import { toggleFullScreen } from './full-screen.ts'
import { toggleApart } from './in-picture.ts'
import { keysShown, singleKeys, wordsOver } from './preferences.ts'

/** Seconds of one press of an arrow, and of j and l. */
export const steps = { arrow: 5, letter: 10 } as const

type Action = (player: Player, media: HTMLVideoElement) => void

const toggle: Action = (player) => (player.state.get().wanted ? player.pause() : player.play())
/** One speed further from or nearer to the slowest. */
const change =
  (by: 1 | -1): Action =>
  (player) => {
    const { manual } = player.state.get()
    const next = speeds[speeds.indexOf(manual as (typeof speeds)[number]) + by]
    if (next !== undefined) player.setSpeed(next)
  }

/** Keys that mean something to other controls as well: they work where none has the focus. */
const shared: Readonly<Record<string, Action>> = {
  ' ': toggle,
  ArrowLeft: (player) => player.seekBy(-steps.arrow),
  ArrowRight: (player) => player.seekBy(steps.arrow),
  Home: (player) => player.seekTo(player.state.get().window?.start ?? 0),
  End: (player) => player.goLive(),
}

/** Characters, as common players have them: they work wherever nothing is typed, and can be turned off. */
const single: Readonly<Record<string, Action>> = {
  k: toggle,
  j: (player) => player.seekBy(-steps.letter),
  l: (player) => player.seekBy(steps.letter),
  m: (player) => player.setMuted(!player.state.get().muted),
  v: (player) => player.pinVoice(!player.state.get().pinned),
  f: (_, media) => void toggleFullScreen(media),
  i: (_, media) => void toggleApart(media),
  c: () => wordsOver.set((over) => !over),
  '<': change(-1),
  '>': change(1),
  '?': () => keysShown.set(true),
}

const typing =
  'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select, [contenteditable]'
const control = 'a, button, input, select, textarea, summary, [tabindex="0"], [role="menu"]'

export const useKeys = (player: Player, media: HTMLVideoElement | null): void => {
  useEffect(() => {
    if (!media) return
    const press = (event: KeyboardEvent) => {
      const { key, target } = event
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const at = target instanceof Element ? target : document.body
      // What is open over the player has the keys to itself.
      if (at.closest(typing) || document.querySelector('dialog[open]')) return
      const action =
        shared[key] && !at.closest(control)
          ? shared[key]
          : singleKeys.get()
            ? single[key.length === 1 ? key.toLowerCase() : key]
            : undefined
      if (!action) return
      event.preventDefault()
      action(player, media)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [player, media])
}
