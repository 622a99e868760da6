import type { EditionReader } from '../shared/reader.ts'
import { useText } from '../ui/language.tsx'
import { urlOf, useFileUrl } from './use-file.ts'

interface Props {
  reader: EditionReader
  path: string
  alt: string
  /** Pixels, where they are known: the place is kept free before the picture is there. */
  width?: number
  height?: number
  class?: string
}

/** A picture of the edition; its description stands in for it where it is not on this phone. */
export const FileImage = ({
  reader,
  path,
  alt,
  width,
  height,
  class: className = 'library-image',
}: Props) => {
  const t = useText().library
  const file = useFileUrl(reader, path)
  const url = urlOf(file)
  if (url) return <img class={className} src={url} alt={alt} width={width} height={height} />
  if (!file) return <div class={`${className} library-image-wait`} />
  return (
    <p class={`${className} library-image-missing`}>
      {alt} <span class="soft">({t.missing})</span>
    </p>
  )
}
