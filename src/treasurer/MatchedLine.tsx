import { useState } from 'preact/hooks'
import { referenceOf } from '../shared/reference.ts'
import type { LedgerRow } from '../shared/treasury/treasury.ts'
import { findDonation, type Matched } from '../shared/treasury/whole-ledger.ts'
import { showMoney, showPromised, useSpeech } from './words-context.ts'

interface Props {
  one: Matched
  donations: readonly LedgerRow[]
  /** The donation it is to be entered for; `null`: none now. */
  chosen: LedgerRow | null
  choose(donation: LedgerRow | null): void
}

/** A line of the statement, what may be meant by it, and the treasurer's choice. */
export const MatchedLine = ({ one, donations, chosen, choose }: Props) => {
  const speech = useSpeech()
  const { t, locale } = speech
  const [typed, setTyped] = useState('')
  const { line, match } = one
  const candidates = match.kind === 'unsure' ? match.candidates : []
  const byHand = typed === '' ? null : findDonation(donations, typed)
  const name = `row-${line.row}`
  const amount = (donation: LedgerRow) => showPromised(donation, speech)
  const open = match.kind === 'unsure' || match.kind === 'unknown'
  return (
    <li class="card">
      <p class="row spread">
        <span>
          <time dateTime={line.arrivedOn} dir="ltr">
            {line.arrivedOn}
          </time>{' '}
          <span class="soft">{t.row(line.row)}</span>
        </span>
        <strong>
          <bdi>{showMoney(line.currency, line.minor, locale)}</bdi>
        </strong>
      </p>
      <p class="soft">
        <bdi>{line.text}</bdi>
      </p>
      {match.kind === 'sure' && (
        <label class="check">
          <input
            type="checkbox"
            checked={chosen !== null}
            onChange={({ currentTarget }) => choose(currentTarget.checked ? match.donation : null)}
          />{' '}
          <span>
            <bdi dir="ltr">{referenceOf(match.donation.id)}</bdi>, <bdi>{amount(match.donation)}</bdi>
          </span>
        </label>
      )}
      {match.kind === 'entered' && <bdi dir="ltr">{referenceOf(match.donation)}</bdi>}
      {match.kind === 'unknown' && match.reference !== null && <p>{t.notArrived}</p>}
      {open && (
        <fieldset class="plain">
          <legend class="visually-hidden">{t.kinds.unsure}</legend>
          <label class="check">
            <input type="radio" name={name} checked={chosen === null} onChange={() => choose(null)} />{' '}
            {t.nobody}
          </label>
          {candidates.map(({ donation, doubt }) => (
            <label key={donation.id} class="check">
              <input
                type="radio"
                name={name}
                checked={chosen?.id === donation.id}
                onChange={() => choose(donation)}
              />{' '}
              <span>
                <bdi dir="ltr">{referenceOf(donation.id)}</bdi>, <bdi>{amount(donation)}</bdi>:{' '}
                {t.doubts[doubt]}
              </span>
            </label>
          ))}
          {match.kind === 'unsure' && match.more > 0 && <p class="soft">{t.moreCandidates(match.more)}</p>}
          <label class="field">
            {t.typed}
            <input
              value={typed}
              dir="ltr"
              onInput={({ currentTarget }) => {
                setTyped(currentTarget.value)
                choose(findDonation(donations, currentTarget.value))
              }}
            />
          </label>
          {typed !== '' && <p role="status">{byHand ? <bdi>{amount(byHand)}</bdi> : t.notFound}</p>}
        </fieldset>
      )}
    </li>
  )
}
