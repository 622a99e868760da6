/** Where a text lies on the screen, CSS pixels; `top` is negative once it is scrolled past. */
export interface TextBox {
  top: number
  height: number
}

/** Less than this is the beginning, more than the other is the end: both are remembered as the beginning. */
const [begun, done] = [0.02, 0.98]

/** Fraction of the text that lies above the screen's top, rounded to the beginning at either end. */
export const fractionRead = ({ top, height }: TextBox, screen: number): number => {
  if (height <= screen) return 0
  const fraction = Math.min(1, Math.max(0, -top / height))
  return fraction < begun || -top + screen >= done * height ? 0 : fraction
}

/** How far to scroll so that `fraction` of the text lies above the screen's top. */
export const scrollFor = ({ top, height }: TextBox, fraction: number): number => top + fraction * height
