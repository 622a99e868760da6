import { busy } from './busy.ts'

const fields = 'textarea, select, input:not([type=radio], [type=checkbox], [type=file], [type=button])'

/** Somebody is typing here, or a recording sounds: what a reload nobody asked for must not break into. */
const isUsed = (): boolean =>
  (document.visibilityState === 'visible' && document.activeElement?.matches(fields)) ||
  [...document.querySelectorAll('audio, video')].some((media) => !(media as HTMLMediaElement).paused)

/** After any of these a page may be free. */
const ends = ['focusout', 'visibilitychange', 'pause', 'ended', 'emptied'] as const
/** From one field to the next, or from a pause to going on; and time for a draft to be written (`give/form/use-form.ts`), ms. */
const rest = 600

/**
 * Calls `then` once, as soon as nothing is under way that a reload would break off.
 * @param asked whether a person here asked for it: then typing and recordings, whose places are kept, do not hold it up
 */
export const whenFree = (then: () => void, asked: boolean): void => {
  const free = () => busy.get() === null && (asked || !isUsed())
  if (free()) {
    then()
    return
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (!free()) return
      stop()
      for (const end of ends) document.removeEventListener(end, look, true)
      then()
    }, rest)
  }
  const stop = busy.subscribe(look)
  // Captured: those of media do not rise.
  for (const end of ends) document.addEventListener(end, look, true)
}
