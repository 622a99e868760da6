import { qrPath } from './QrCode.tsx'

/** What stands on a payment slip, ready to be drawn. */
export interface Slip {
  title: string
  /** Label and value, a row each; numbers and codes already grouped. */
  rows: readonly { label: string; value: string }[]
  /** Payload of the QR code, and the words under it. */
  code: { text: string; caption: string } | null
  /** When it is to be paid, and what to do. */
  notes: readonly string[]
  rtl: boolean
}

/** CSS pixels; drawn at twice that, so that a printed or zoomed slip stays sharp. */
const width = 420
const margin = 28
const scale = 2
const faces = '"Noto Naskh Arabic", "Noto Sans Arabic", system-ui, sans-serif'
const fonts = {
  title: `600 22px ${faces}`,
  label: `14px ${faces}`,
  value: `600 18px ${faces}`,
  note: `13px ${faces}`,
}
const qrSide = 220

/** Breaks a text into lines that fit; a word longer than a line stands alone. */
export const wrap = (text: string, fits: (line: string) => boolean): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word
    if (line && !fits(longer)) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line ? [...lines, line] : lines
}

type Drawing = CanvasRenderingContext2D

/** Draws from the top, or only measures where `draw` is false; returns the height. */
const layOut = (drawing: Drawing, slip: Slip, draw: boolean): number => {
  const inner = width - 2 * margin
  const start = slip.rtl ? width - margin : margin
  drawing.direction = slip.rtl ? 'rtl' : 'ltr'
  drawing.textAlign = 'start'
  drawing.textBaseline = 'alphabetic'
  let y = margin
  const write = (text: string, font: string, height: number, colour: string): void => {
    drawing.font = font
    drawing.fillStyle = colour
    for (const line of wrap(text, (one) => drawing.measureText(one).width <= inner)) {
      y += height
      if (draw) drawing.fillText(line, start, y)
    }
  }
  write(slip.title, fonts.title, 32, '#1a1a1a')
  y += 12
  for (const { label, value } of slip.rows) {
    write(label, fonts.label, 24, '#555')
    write(value, fonts.value, 28, '#000')
    y += 6
  }
  if (slip.code) {
    y += 16
    const { path, width: modules } = qrPath(slip.code.text)
    if (draw) {
      drawing.save()
      drawing.translate((width - qrSide) / 2, y)
      drawing.scale(qrSide / modules, qrSide / modules)
      drawing.fillStyle = '#000'
      drawing.fill(new Path2D(path))
      drawing.restore()
    }
    y += qrSide
    write(slip.code.caption, fonts.note, 22, '#333')
  }
  for (const note of slip.notes) {
    y += 10
    write(note, fonts.note, 22, '#333')
  }
  return y + margin
}

/**
 * A slip as a PNG picture: to be shared with whoever pays, or printed.
 * @throws Error where the browser has no canvas to draw on (blocked against fingerprinting)
 */
export const drawSlip = async (slip: Slip): Promise<Blob> => {
  const canvas = document.createElement('canvas')
  const measuring = canvas.getContext('2d')
  if (!measuring) throw new Error('no canvas')
  const height = Math.ceil(layOut(measuring, slip, false))
  canvas.width = width * scale
  canvas.height = height * scale
  const drawing = canvas.getContext('2d')
  if (!drawing) throw new Error('no canvas')
  drawing.scale(scale, scale)
  drawing.fillStyle = '#fff'
  drawing.fillRect(0, 0, width, height)
  layOut(drawing, slip, true)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png')
  })
}
