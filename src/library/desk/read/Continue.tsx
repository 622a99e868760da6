import type { Content } from '../../../shared/content.ts'
import { formatClock } from '../../../ui/format.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { useWords } from '../../../ui/language.tsx'
import { Said } from '../../../ui/Said.tsx'
import { lastItem, placeOf } from '../../places.ts'
import { deskWords } from '../words.ts'

/** The way back to where one stopped; nothing where nothing was begun, or it was read to the end. */
export const Continue = ({ content }: { content: Pick<Content, 'items'> }) => {
  const t = useWords(deskWords).read
  const item = content.items.find(({ id }) => id === lastItem())
  if (!item) return null
  const read = placeOf(item.id)
  const heard = placeOf(`${item.id}:audio`) || placeOf(`${item.id}:video`)
  if (read === 0 && heard === 0) return null
  return (
    <a class="library-continue" href={`/read/${item.id}`}>
      <Icon name={heard > 0 ? 'play' : 'read'} />
      <span>
        <span class="soft">{t.goOn}</span>
        <span class="library-continue-title">
          <Said text={item.title} />
        </span>
        <span class="soft">
          {heard > 0 ? t.heardTo(formatClock(heard)) : t.readPart(Math.round(read * 100))}
        </span>
      </span>
    </a>
  )
}
