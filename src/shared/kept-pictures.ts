import type { Content, Item, Picture, PictureVariant } from './content.ts'
import { everySight, variantToKeep } from './picture.ts'
import type { EditionReader } from './reader.ts'

/** Every picture of an item. */
export const picturesOf = ({ poster, slides }: Pick<Item, 'poster' | 'slides'>): Picture[] => [
  ...(poster ? [poster] : []),
  ...(slides ?? []).map(({ image }) => image),
]

/** Paths of the variants that are not kept because another one of the same picture is. */
export const unkeptVariants = (
  { items }: Pick<Content, 'items'>,
  keep: (picture: Picture) => PictureVariant | undefined,
): Set<string> => {
  const pictures = items.flatMap(picturesOf)
  const unkept = new Set(pictures.flatMap(({ variants }) => variants.map(({ path }) => path)))
  for (const picture of pictures) {
    const kept = keep(picture)
    if (kept) unkept.delete(kept.path)
  }
  return unkept
}

type Shows = Pick<EditionReader, 'has' | 'sight'>

/** The variant of a picture this phone shows: the one that is here, else the one it will fetch. */
export const variantHere = (picture: Picture, { sight = everySight, has }: Shows): PictureVariant =>
  variantToKeep(picture, sight, has)

/** Paths of an open edition's files that this phone can do without. */
export const sparedBy = (reader: Shows & Pick<EditionReader, 'content'>): Set<string> =>
  unkeptVariants(reader.content, (picture) => variantHere(picture, reader))
