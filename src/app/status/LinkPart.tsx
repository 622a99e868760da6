import { linkStatus } from '../../link/link-status.ts'
import type { Probe } from '../../link/probe.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { useStore } from '../../ui/use-store.ts'
import { timeOf } from './time.ts'
import { probe } from './watch-link.ts'
import { statusWords } from './words.ts'

/** What is being tried about a link that does not carry. */
const Trying = ({ of }: { of: Probe }) => {
  const { locale } = useLanguage()
  const t = useWords(statusWords)
  const { asking, next } = useStore(of.state)
  return (
    <>
      {(asking || next !== null) && <p>{asking ? t.asking : t.nextAsk(timeOf(next ?? 0, locale))}</p>}
      <button type="button" class="button" aria-disabled={asking} onClick={() => void of.ask()}>
        {t.askNow}
      </button>
    </>
  )
}

/** What requests found lately, and what is tried next. */
export const LinkPart = () => {
  const { locale } = useLanguage()
  const t = useWords(statusWords)
  const { reach, since, heard, kbps } = useStore(linkStatus)
  const asks = useStore(probe)
  return (
    <section aria-labelledby="sheet-link">
      <h3 id="sheet-link">{t.link}</h3>
      <p>
        {t.reach[reach]} {since > 0 && t.since(timeOf(since, locale))}
      </p>
      <p class="soft">
        {heard > 0 ? t.heard(timeOf(heard, locale)) : t.never}{' '}
        {kbps > 0 && t.speed(`${kbps.toLocaleString(locale, { maximumSignificantDigits: 2 })}`)}
      </p>
      {asks && <Trying of={asks} />}
    </section>
  )
}
