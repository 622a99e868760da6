import type { Item } from '../shared/content.ts'
import { variantHere } from '../shared/kept-pictures.ts'
import type { EditionReader } from '../shared/reader.ts'
import { useLanguage } from '../ui/language.tsx'
import { Said } from '../ui/Said.tsx'
import { FileImage } from './FileImage.tsx'
import { MissingFile } from './MissingFile.tsx'
import { urlOf, useFileUrl } from './use-file.ts'

const PlainMedia = ({
  Tag,
  path,
  label,
  reader,
}: {
  Tag: 'audio' | 'video'
  path: string
  label: string
  reader: EditionReader
}) => {
  const file = useFileUrl(reader, path)
  if (file && 'problem' in file) return <MissingFile problem={file.problem} />
  return <Tag class={`library-${Tag}`} src={urlOf(file)} controls playsInline aria-label={label} />
}

/** Recording and pictures without the desk, whose code could not be had: by the browser's own means, one after the other. */
export const Plain = ({ item, reader }: { item: Item; reader: EditionReader }) => {
  const { language } = useLanguage()
  const label = item.title[language]
  return (
    <>
      {item.video && <PlainMedia Tag="video" path={item.video.path} label={label} reader={reader} />}
      {item.audio && <PlainMedia Tag="audio" path={item.audio.path} label={label} reader={reader} />}
      {item.slides?.map(({ image, alt, caption }) => {
        const { path, width, height } = variantHere(image, reader)
        return (
          <figure key={path} class="library-slide">
            <FileImage reader={reader} path={path} width={width} height={height} alt={alt[language]} />
            <figcaption>
              <Said text={caption} />
            </figcaption>
          </figure>
        )
      })}
    </>
  )
}
