import decodeQR from 'qr/decode.js'
import type { Picture } from './scan.ts'

/** A picture is read at most this large, pixels a side: a large code has 125 modules, and more only takes longer. */
const mostPixels = 1280

/** The codes in a picture, read here, for browsers that read none themselves (Firefox, Safari, Chromium but for Android and macOS). */
export const decodePicture = async (picture: Picture): Promise<string[]> => {
  const [wide, high] =
    'videoWidth' in picture ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height]
  if (wide === 0 || high === 0) return []
  const scale = Math.min(1, mostPixels / Math.max(wide, high))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(wide * scale)
  canvas.height = Math.round(high * scale)
  const drawing = canvas.getContext('2d', { willReadFrequently: true })
  if (!drawing) return []
  drawing.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const { width, height, data } = drawing.getImageData(0, 0, canvas.width, canvas.height)
  try {
    return [decodeQR({ width, height, data })]
  } catch {
    return [] // No code in this picture; the next one may have one.
  }
}
