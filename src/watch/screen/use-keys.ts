import { useEffect } from 'preact/hooks'
import type { Player } from '../player/player.ts'

/** Seconds of one press. */
const step = 10

/** Keys as the common players have them; they do nothing while another control has the focus. */
const actions: Readonly<Record<string, (player: Player) => void>> = {
  ' ': (player) => (player.state.get().wanted ? player.pause() : player.play()),
  k: (player) => (player.state.get().wanted ? player.pause() : player.play()),
  ArrowLeft: (player) => player.seekBy(-step),
  ArrowRight: (player) => player.seekBy(step),
  j: (player) => player.seekBy(-step),
  l: (player) => player.goLive(),
  m: (player) => player.setMuted(!player.state.get().muted),
  v: (player) => player.pinVoice(!player.state.get().pinned),
}

export const useKeys = (player: Player | null): void => {
  useEffect(() => {
    if (!player) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const control = 'a, button, input, select, textarea, summary, [tabindex="0"]'
      if (event.target instanceof Element && event.target.closest(control)) return
      const action = actions[event.key]
      if (!action) return
      event.preventDefault()
      action(player)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [player])
}
