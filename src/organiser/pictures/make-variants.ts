import sharp, { type Sharp } from 'sharp'
import type { Bytes } from '../../shared/bytes.ts'

/** One form of a picture, as it goes into an edition. */
export interface MadeVariant {
  /** Of its file name, without the dot. */
  extension: 'avif' | 'webp' | 'jpg' | 'png'
  type: string
  width: number
  height: number
  bytes: Bytes
}

/**
 * How pictures are made. Part of the cache's key: a change here makes all of them anew.
 * Widths: a phone's column is 328 to 390 CSS pixels at 1 to 3 pixels each; 480 serves the cheap ones and spared data, 960 the rest.
 * Qualities: where a photograph on a phone shows no difference at arm's length; AVIF effort 4 of 9, beyond which minutes buy percents.
 */
export const recipe = {
  version: 1,
  widths: [480, 960],
  /** A narrower size must be worth having beside the next: at most this part of it. */
  apart: 0.8,
  avif: { quality: 52, effort: 4, chromaSubsampling: '4:2:0' },
  webp: { quality: 74, effort: 6, smartSubsample: true },
  jpeg: { quality: 72, mozjpeg: true },
  png: { compressionLevel: 9, palette: true, quality: 90, effort: 10 },
} as const

/** What decides the bytes besides source and recipe. */
export const makerVersions = (): Record<string, string | undefined> => {
  const { sharp: self, vips, aom, heif, webp, mozjpeg, png, imagequant } = sharp.versions
  return { sharp: self, vips, aom, heif, webp, mozjpeg, png, imagequant }
}

// One thread a picture: pictures go side by side, and the bytes cannot depend on how many cores there are.
sharp.concurrency(1)
sharp.cache(false)

/** Larger than any camera's picture; what pretends to be more is a bomb, pixels. */
const limitInputPixels = 100_000_000
const open = (bytes: Uint8Array) => sharp(bytes, { limitInputPixels, failOn: 'warning' })

const accepted = 'PNG, JPEG, WebP or AVIF'
/** What a source picture may be called; a GIF only to be told what to do about it. */
export const sourceExtensions: readonly string[] = ['png', 'jpg', 'jpeg', 'webp', 'avif', 'gif']

/** What is wrong with a picture as far as its header tells; `null` where nothing is. */
export const pictureFault = async (bytes: Uint8Array): Promise<string | null> => {
  try {
    const { format, pages = 1, compression, width, height } = await open(bytes).metadata()
    if (format === 'gif') return `is a GIF; save it as ${accepted}, or a moving one as a film`
    const known =
      format === 'png' ||
      format === 'jpeg' ||
      format === 'webp' ||
      (format === 'heif' && compression === 'av1')
    if (!known) return `is ${compression ?? format}, not ${accepted}`
    if (pages > 1) return 'moves; a picture of a slideshow stands still'
    return width * height > limitInputPixels ? `has ${width} × ${height} pixels, too many` : null
  } catch {
    return `is no picture that can be read (${accepted})`
  }
}

/** Widths to make of a picture so wide: never wider than it is. */
export const widthsFor = (width: number): number[] => {
  const widest = Math.min(width, Math.max(...recipe.widths))
  return [...recipe.widths.filter((one) => one <= widest * recipe.apart), widest]
}

/**
 * A picture in the types and sizes an edition carries: AVIF and WebP in each width, and for whatever shows neither a JPEG (PNG where it is
 * transparent) in the narrowest. Turned as the camera was held, in sRGB, without any metadata: a photograph tells where it was taken. The
 * same bytes with the same versions of the libraries give the same bytes. A type that is no smaller than a more portable one is left out.
 * @throws Error where the picture is damaged
 */
export const makeVariants = async (bytes: Uint8Array): Promise<MadeVariant[]> => {
  const { width } = (await open(bytes).metadata()).autoOrient
  const { isOpaque } = await open(bytes).stats()
  const widths = widthsFor(width)
  const made: MadeVariant[] = []
  for (const [index, wide] of widths.entries()) {
    const resized = () => {
      const image = open(bytes).autoOrient().resize({ width: wide, withoutEnlargement: true })
      return isOpaque ? image.removeAlpha() : image
    }
    const encoded: [MadeVariant['extension'], string, Sharp][] = [
      ['avif', 'image/avif', resized().avif(recipe.avif)],
      ['webp', 'image/webp', resized().webp(recipe.webp)],
    ]
    if (index === 0)
      encoded.push(
        isOpaque
          ? ['jpg', 'image/jpeg', resized().jpeg(recipe.jpeg)]
          : ['png', 'image/png', resized().png(recipe.png)],
      )
    const sizes: MadeVariant[] = []
    for (const [extension, type, image] of encoded) {
      const { data, info } = await image.toBuffer({ resolveWithObject: true })
      sizes.push({ extension, type, width: info.width, height: info.height, bytes: new Uint8Array(data) })
    }
    made.push(
      ...sizes.filter(
        (one, i) => !sizes.slice(i + 1).some((other) => other.bytes.length <= one.bytes.length),
      ),
    )
  }
  return made
}
