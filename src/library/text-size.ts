/** Sizes of what is read, as factors of the ordinary one: small enough to see a page, large enough for tired eyes at 320 px. */
export const textSizes = [0.85, 1, 1.2, 1.45, 1.75] as const
const ordinary = 1
const key = 'sada-text-size'

/** The step chosen on this phone. */
export const textSize = (): number => {
  try {
    const step = Number(localStorage.getItem(key) ?? ordinary)
    return step in textSizes ? step : ordinary
  } catch {
    return ordinary // Storage blocked: the choice lasts as long as the page.
  }
}

/** Shows texts in a step's size; every text reads `--reading` (library.css). */
export const showTextSize = (step: number = textSize()): void =>
  document.documentElement.style.setProperty('--reading', String(textSizes[step] ?? 1))

/** Chooses a step and remembers it. */
export const chooseTextSize = (step: number): void => {
  showTextSize(step)
  try {
    localStorage.setItem(key, String(step))
  } catch {
    // As above.
  }
}
