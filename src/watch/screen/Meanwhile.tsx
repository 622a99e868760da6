import type { Item } from '../../shared/content.ts'
import type { EditionReader } from '../../shared/reader.ts'
import { useText } from '../../ui/language.tsx'
import { Said } from '../../ui/Said.tsx'

/** The words of an item are here, so it opens without the link. */
const isHere = (reader: EditionReader, { text }: Item): boolean =>
  text !== undefined && Object.values(text).every((path) => reader.has(path))

/** Speeches first, the one that was cut before all: that is what a listener whose broadcast stops is looking for. */
const rank = ({ kind, cutAt }: Item): number => (kind === 'speech' ? (cutAt === undefined ? 1 : 0) : 2)

/** What can be heard and read now, while the broadcast does not come. */
export const Meanwhile = ({ reader }: { reader: EditionReader | null }) => {
  const text = useText()
  const here = (reader?.content.items ?? [])
    .filter((item) => (item.kind === 'speech' || item.kind === 'chapter') && reader && isHere(reader, item))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, 4)
  if (here.length === 0) return null
  return (
    <section class="watch-meanwhile" aria-labelledby="watch-meanwhile">
      <h2 id="watch-meanwhile">{text.watch.meanwhile}</h2>
      <ul>
        {here.map(({ id, title, speaker }) => (
          <li key={id}>
            <a href={`/read/${id}`}>
              <Said text={title} />
            </a>
            {speaker && (
              <span class="soft">
                <Said text={speaker} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
