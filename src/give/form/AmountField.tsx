import type { ComponentChildren } from 'preact'
import type { Giving } from '../../shared/giving.ts'
import { formatMoney } from '../../shared/money.ts'
import { Amount } from '../../ui/Amount.tsx'
import { useLanguage } from '../../ui/language.tsx'
import type { Draft } from '../outbox/draft.ts'
import { Choices } from './Choices.tsx'
import { inCurrency } from './draft-rules.ts'
import { FieldMessage, invalid } from './FieldMessage.tsx'

interface Props {
  giving: Giving
  draft: Draft
  change: (patch: Partial<Draft>) => void
  error: string | undefined
  /** What stands below the amount. */
  children?: ComponentChildren
}

/** Currency, presets and an own amount with its limits. Typing an own amount lets the preset go. */
export const AmountField = ({ giving, draft, change, error, children }: Props) => {
  const { text: t, locale } = useLanguage()
  const { currency } = draft
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  const limits = giving.currencies.find(({ code }) => code === currency)
  const shown = (minor: number) => formatMoney({ currency, minor }, locale)
  return (
    <>
      {giving.currencies.length > 1 && (
        <Choices
          group="currency"
          legend={t.give.currency}
          choices={giving.currencies.map(({ code }) => ({ value: code, name: names.of(code) ?? code }))}
          value={currency}
          onChoose={(code) => change(inCurrency(draft, code, giving))}
        />
      )}
      {limits && (
        <div data-field="amount">
          <Choices
            group="preset"
            legend={t.give.amount}
            choices={limits.presets.map((minor) => ({
              value: minor,
              name: <Amount money={{ currency, minor }} />,
            }))}
            value={draft.preset}
            onChoose={(preset) => change({ preset, ownAmount: '' })}
          />
          <div class="field">
            <label for="give-own">{t.give.ownAmountOf(currency)}</label>
            <input
              id="give-own"
              class="input"
              inputMode="decimal"
              autocomplete="off"
              dir="ltr"
              value={draft.ownAmount}
              onInput={(event) => change({ ownAmount: event.currentTarget.value, preset: null })}
              {...invalid('give-amount-error', error, 'give-amount-hint')}
            />
            <FieldMessage id="give-amount-error" error={error} />
            <span class="hint" id="give-amount-hint">
              {t.give.limits(shown(limits.minimum), shown(limits.maximum))}
            </span>
          </div>
          {children}
        </div>
      )}
    </>
  )
}
