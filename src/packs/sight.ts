import { savesData } from '../link/saves-data.ts'
import { fromBase64Url } from '../shared/bytes.ts'
import type { Sight } from '../shared/picture.ts'

/** One black pixel of each type, as sharp makes it (AVIF quality 1, WebP quality 1). */
export const samples = {
  'image/avif':
    'AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAAA-gABAAAAAAAAAB0AAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAAAEAAAABAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAAlbWRhdBIACgc4AAbQENBpMhAf8mKE4AAWAAAQkDWTv53G',
  'image/webp': 'UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEADMDOJaQAA3AA_uxnAAA',
} as const
type Tried = keyof typeof samples

/** Whether the browser decodes a type. From a blob, not from an address: a policy may forbid `data:`, and nothing is asked of a network. */
const decodes = async (type: Tried): Promise<boolean> => {
  try {
    await createImageBitmap(new Blob([fromBase64Url(samples[type])], { type }))
    return true
  } catch {
    return false // Not this type, or no such function: then what every browser shows has to do.
  }
}

/** Widest the column of text gets (`--measure`), CSS pixels. */
const column = 608
/** More pixels to the CSS pixel than this nobody sees in a photograph. */
const densest = 2

/**
 * Pixels across that are worth having on a screen; the least there is where data is spared.
 * @param screen its size in CSS pixels, either way up
 */
export const pixelsWorthHaving = (
  screen: { width: number; height: number },
  density: number,
  sparing: boolean,
): number =>
  sparing ? 0 : Math.round(Math.min(screen.width, screen.height, column) * Math.min(density, densest))

/** What this phone can show. Never rejects. */
export const browserSight = async (): Promise<Sight> => {
  const tried = Object.keys(samples) as Tried[]
  const can = await Promise.all(tried.map(decodes))
  return {
    types: [...tried.filter((_, i) => can[i]), 'image/jpeg', 'image/png'],
    pixels: pixelsWorthHaving(screen, devicePixelRatio, savesData()),
  }
}
