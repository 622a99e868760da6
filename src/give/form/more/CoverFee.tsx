import { formatMoney } from '../../../shared/money.ts'
import { useLanguage, useWords } from '../../../ui/language.tsx'
import { chosenAmount } from '../validate.ts'
import { feeFor, methodOf } from './rules.ts'
import { changeMore, type Slots } from './slots.ts'
import { formWords } from './words.ts'

/** What the chosen way of paying costs, told before anything is given, and the offer to add it; amount, fee and sum stay apart. */
export const CoverFee = (slots: Slots) => {
  const { locale } = useLanguage()
  const t = useWords(formWords)
  const { draft, giving } = slots
  const { currency } = draft
  const fee = methodOf(giving, draft)?.fee
  const minor = chosenAmount(draft)
  if (!fee || (fee.basisPoints === 0 && fee.fixed === 0)) return null
  const money = (amount: number) => formatMoney({ currency, minor: amount }, locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  const share = fee.basisPoints > 0 ? percent.format(fee.basisPoints / 10_000) : ''
  const fixed = fee.fixed > 0 ? money(fee.fixed) : ''
  const added = feeFor(giving, draft)
  const covered = draft.more?.coverFee ?? false
  return (
    <div class="give-fee">
      <p class="soft">{t.fee(share && fixed ? t.plus(share, fixed) : share || fixed)}</p>
      {minor !== null && (
        <>
          <label class="give-check">
            <input
              type="checkbox"
              checked={covered}
              onChange={(event) => changeMore(slots, { coverFee: event.currentTarget.checked })}
            />
            <span>{t.coverFee(money(added))}</span>
          </label>
          <p role="status">{t.toPay(money(minor + (covered ? added : 0)))}</p>
        </>
      )}
    </div>
  )
}
