import type { Picture, PictureVariant } from './content.ts'

/** What a phone can show of pictures. */
export interface Sight {
  /** Media types it decodes. */
  types: readonly string[]
  /** Pixels across that are worth having. */
  pixels: number
}

/** Fewest bytes first: AVIF is about half of JPEG, WebP about two thirds. */
const leanest = ['image/avif', 'image/webp', 'image/jpeg', 'image/png']
/** Any browser since 2020 shows WebP; AVIF needs one of 2023. */
const mostPortable = ['image/webp', 'image/jpeg', 'image/png', 'image/avif']

/** Where no phone is known: everything can be shown, and the largest is worth having. */
export const everySight: Sight = { types: leanest, pixels: Number.POSITIVE_INFINITY }

const rank = (types: readonly string[], { type }: PictureVariant): number => {
  const at = types.indexOf(type)
  return at < 0 ? types.length : at
}

/** The narrowest that is wide enough, else the widest; among those of one width the leanest. */
const best = (variants: readonly PictureVariant[], pixels: number): PictureVariant | undefined => {
  const enough = variants.filter(({ width }) => width >= pixels)
  const [from, sign] = enough.length > 0 ? [enough, 1] : [[...variants], -1]
  return from.sort((a, b) => sign * (a.width - b.width) || rank(leanest, a) - rank(leanest, b))[0]
}

/** The one to pass on: shown by as many phones as may be, then the widest; `undefined` where none is `at` hand. */
export const variantToShare = (
  { variants }: Picture,
  at: (path: string) => boolean,
): PictureVariant | undefined =>
  variants
    .filter(({ path }) => at(path))
    .sort((a, b) => rank(mostPortable, a) - rank(mostPortable, b) || b.width - a.width)
    .at(0)

/**
 * The one a phone keeps and shows: the best of those it holds, else of those at hand, else of all. What is held is good enough, whatever
 * else there is: a better size is not worth the bytes.
 * @param at where to look first, e.g. files held, then files of the pack that is being taken
 */
export const variantToKeep = (
  picture: Picture,
  { types, pixels }: Sight,
  ...at: ((path: string) => boolean)[]
): PictureVariant => {
  const shown = picture.variants.filter(({ type }) => types.includes(type))
  for (const here of [...at, () => true]) {
    const found = best(
      shown.filter(({ path }) => here(path)),
      pixels,
    )
    if (found) return found
  }
  // It can show none of them: then the one that somebody else most likely can.
  return variantToShare(picture, () => true) as PictureVariant
}
