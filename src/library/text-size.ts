/** Sizes of what is read, as factors of the ordinary one: small enough to see a page, large enough for tired eyes at 320 px. */
export const textSizes = [0.85, 1, 1.2, 1.45, 1.75] as const
const ordinary = 1
export const textSizeKey = 'sada-text-size'

/** The step chosen on this phone. */
export const textSize = (): number => {
  try {
    const step = Number(localStorage.getItem(textSizeKey) ?? ordinary)
    return step in textSizes ? step : ordinary
  } catch {
    return ordinary // Storage blocked: the choice lasts as long as the page.
  }
}

/** Shows texts in a step's size; every text reads `--reading` (library.css). */
export const showTextSize = (step: number = textSize()): void =>
  document.documentElement.style.setProperty('--reading', String(textSizes[step] ?? 1))
