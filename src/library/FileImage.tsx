import type { EditionReader } from '../shared/reader.ts'
import { useText } from '../ui/language.tsx'
import { urlOf, useFileUrl } from './use-file.ts'

interface Props {
  reader: EditionReader
  path: string
  alt: string
  class?: string
}

/** A picture of the edition; its description stands in for it where it is not on this phone. */
export const FileImage = ({ reader, path, alt, class: className = 'library-image' }: Props) => {
  const t = useText().library
  const file = useFileUrl(reader, path)
  const url = urlOf(file)
  if (url) return <img class={className} src={url} alt={alt} />
  if (!file) return <div class={`${className} library-image-wait`} />
  return (
    <p class={`${className} library-image-missing`}>
      {alt} <span class="soft">({t.missing})</span>
    </p>
  )
}
