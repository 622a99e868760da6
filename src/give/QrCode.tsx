import { correction, generate } from 'lean-qr/nano'
import { useMemo } from 'preact/hooks'

/** Modules of quiet around a code (ISO/IEC 18004, section 5.3.8). */
const quiet = 4

/**
 * The dark modules of a QR code as one SVG path, one unit a module, and its width with the quiet zone.
 * @param level correction level: M for what is printed and may get stained, L for a screen, where fewer modules are worth more
 */
export const qrPath = (text: string, level: 'L' | 'M' = 'M'): { path: string; width: number } => {
  const code = generate(text, { minCorrectionLevel: correction[level] })
  let path = ''
  for (let y = 0; y < code.size; y++)
    for (let x = 0; x < code.size; x++) {
      if (!code.get(x, y) || code.get(x - 1, y)) continue
      let length = 1
      while (code.get(x + length, y)) length++
      path += `M${x + quiet} ${y + quiet}h${length}v1h-${length}z`
    }
  return { path, width: code.size + 2 * quiet }
}

/** A QR code, black on white in every theme: cameras want it so. */
export const QrCode = (props: { text: string; label: string; correction?: 'L' | 'M' }) => {
  const { text, label, correction: level } = props
  const { path, width } = useMemo(() => qrPath(text, level), [text, level])
  return (
    <svg
      class="give-qr"
      viewBox={`0 0 ${width} ${width}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path d={`M0 0h${width}v${width}h-${width}z`} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
