import { useState } from 'preact/hooks'
import { isStale } from '../shared/edition-rule.ts'
import type { ProblemKey } from '../shared/problem.ts'
import type { EditionReader } from '../shared/reader.ts'
import { LanguageProvider, useLanguage, useText } from '../ui/language.tsx'
import { Notice, ProblemNotice } from '../ui/Notice.tsx'
import { useFocusKept } from '../ui/use-focus-kept.ts'
import { useStore } from '../ui/use-store.ts'
import { CourierPlace } from './CourierPlace.tsx'
import { DonationList } from './DonationList.tsx'
import { Given } from './Given.tsx'
import { lakhs, moneyLocale } from './grouping.ts'
import '../ui/styles/details.css'
import './give.css'
import { loadForm } from './load-form.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { AccountsGate } from './PaymentInstructions.tsx'
import { TotalsPanel } from './TotalsPanel.tsx'
import { useBack } from './use-back.ts'
import { useLate } from './use-late.ts'
import { useMending } from './use-mending.ts'

interface Props {
  reader: EditionReader | null
  outbox: Outbox | null
  /** Why the app could not open its storage, if so. */
  problem?: ProblemKey | null
}

/** Past `freshUntil` accounts wait for one more yes, once as long as the screen is open (DESIGN.md, "Edition rule"). */
const useAccountsGate = (reader: EditionReader | null): AccountsGate => {
  const [insisted, setInsisted] = useState<EditionReader | null>(null)
  const stale = reader !== null && reader !== insisted && isStale(reader.manifest, Date.now())
  return {
    staleSince: stale ? Date.parse(reader.manifest.freshUntil) : null,
    insist: () => setInsisted(reader),
  }
}

const Open = ({ reader, outbox }: { reader: EditionReader | null; outbox: Outbox }) => {
  const t = useText()
  const { entries, problem } = useStore(outbox.state)
  const [givenId, setGivenId] = useState<string | null>(null)
  const gate = useAccountsGate(reader)
  const form = useLate(loadForm)
  const giving = reader?.giving ?? null
  const organisation = reader?.content.organisation.name ?? null
  const { mending, asked, mend } = useMending(outbox)
  const place = { outbox, giving, organisation }
  const { back, leave } = useBack(entries, giving)
  const given = entries.find(({ id }) => id === (givenId ?? back))
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      <TotalsPanel totals={outbox.totals} />
      {given ? (
        <Given
          entry={given}
          outbox={outbox}
          giving={giving}
          gate={gate}
          back={given.id === back}
          onAgain={() => {
            leave()
            setGivenId(null)
          }}
        />
      ) : mending ? (
        <p role="status" class="coming">
          {t.give.loading}
        </p>
      ) : giving ? (
        form ? (
          <form.GiveForm
            giving={giving}
            outbox={outbox}
            mending={asked}
            onGiven={({ id }) => setGivenId(id)}
          />
        ) : (
          <p role="status" class="coming">
            {t.give.loading}
          </p>
        )
      ) : reader ? (
        <ProblemNotice problem="giving-signature" />
      ) : (
        <div class="coming">
          <Notice>
            <p>{t.give.noEdition}</p>
          </Notice>
        </div>
      )}
      <DonationList
        {...place}
        gate={gate}
        onMend={(draft) => {
          leave()
          setGivenId(null)
          mend(draft)
        }}
      />
      <CourierPlace {...place} carried={entries.filter(({ carried }) => carried)} />
    </>
  )
}

/** The place where one gives: totals, form or thanks, and what was given on this phone. */
export const GiveScreen = ({ reader, outbox, problem = null }: Props) => {
  const language = useLanguage()
  const { text: t, locale } = language
  const lakh = useStore(lakhs)
  return (
    <div class="give" ref={useFocusKept<HTMLDivElement>()}>
      <h1>{t.give.title}</h1>
      {outbox ? (
        <LanguageProvider value={{ ...language, locale: moneyLocale(locale, lakh) }}>
          <Open reader={reader} outbox={outbox} />
        </LanguageProvider>
      ) : problem ? (
        <ProblemNotice problem={problem} />
      ) : (
        <p role="status">{t.give.loading}</p>
      )}
    </div>
  )
}
