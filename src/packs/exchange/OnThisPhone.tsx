import type { EditionReader } from '../../shared/reader.ts'
import { formatBytes } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useLanguage } from '../../ui/language.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { onThisPhone } from './on-this-phone.ts'

/** What is here, by kind, with sizes; a bar for each kind that is not whole yet. */
export const OnThisPhone = ({ reader }: { reader: EditionReader }) => {
  const { text, locale } = useLanguage()
  const t = text.packs
  return (
    <section aria-labelledby="packs-here">
      <h2 id="packs-here">{t.here}</h2>
      <ul class="packs-kinds">
        {onThisPhone(reader).map(({ kind, items, itemsTotal, bytes, bytesTotal }) => (
          <li key={kind} class="packs-kind">
            <span class="packs-kind-name">{t.kinds[kind]}</span>
            {items === itemsTotal ? (
              <span class="packs-kind-size">
                <bdi>{formatBytes(bytesTotal, locale)}</bdi>
                <span class="packs-kind-whole">
                  <Icon name="check" />
                  <span class="visually-hidden">{t.whole}</span>
                </span>
              </span>
            ) : (
              <Progress
                label={t.partly(
                  items,
                  itemsTotal,
                  formatBytes(bytes, locale),
                  formatBytes(bytesTotal, locale),
                )}
                value={bytes / bytesTotal}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
