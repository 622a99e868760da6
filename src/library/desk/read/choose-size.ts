import { showTextSize, textSizeKey } from '../../text-size.ts'

/** Chooses a step and remembers it. */
export const chooseTextSize = (step: number): void => {
  showTextSize(step)
  try {
    localStorage.setItem(textSizeKey, String(step))
  } catch {
    // Storage blocked: the choice lasts as long as the page.
  }
}
