import type { EditionReader } from '../../shared/reader.ts'
import { formatDate } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { exchangeWords } from './words.ts'

/** A phone may be a day off by its time zone; what is more is a wrong clock, ms. */
const grace = 24 * 60 * 60_000

interface Props {
  reader: EditionReader
  stale: boolean
  /** ms since the epoch. */
  now: number
}

/** Where the phone's clock cannot be right, or an edition looks stale only by it: nothing is blocked for that, but it is said. */
export const ClockNotice = ({ reader, stale, now }: Props) => {
  const { locale } = useLanguage()
  const t = useWords(exchangeWords).clock
  const today = formatDate(now, locale)
  const early = now < Date.parse(reader.manifest.issued) - grace
  if (!early && !stale) return null
  return <Notice tone={early ? 'warn' : 'info'}>{<p>{early ? t.early(today) : t.stale(today)}</p>}</Notice>
}
