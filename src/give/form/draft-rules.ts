import type { Giving, Method } from '../../shared/giving.ts'
import type { Draft } from '../outbox/draft.ts'

/** The transfers of a currency. Cards need a link, and the late part offers them then. */
export const methodsOf = (giving: Giving, currency: string): Method[] =>
  giving.methods.filter((one) => one.currency === currency && one.type === undefined)

/** An empty form: the edition's first currency, its first method, nothing agreed to. */
export const emptyDraft = (giving: Giving): Draft => {
  const currency = giving.currencies[0]?.code ?? ''
  return {
    currency,
    preset: null,
    ownAmount: '',
    commitment: giving.commitments[0] ?? 'now',
    due: '',
    method: methodsOf(giving, currency)[0]?.id ?? '',
    residence: 'home',
    name: '',
    contact: '',
    message: '',
    anonymous: false,
    label: '',
    agreed: [],
  }
}

/** The draft in another currency: an amount of the old one means nothing there, and neither does its method. */
export const inCurrency = (draft: Draft, currency: string, giving: Giving): Draft => ({
  ...draft,
  currency,
  preset: null,
  ownAmount: '',
  method: methodsOf(giving, currency)[0]?.id ?? '',
})

/**
 * A kept draft on the form of the present edition: whatever that no longer offers is chosen anew, what was typed stays.
 * Declarations must be agreed to again, since their text may have changed.
 */
export const fitDraft = (kept: Draft, giving: Giving): Draft => {
  const draft = { ...emptyDraft(giving), ...kept, agreed: [] }
  const currency = giving.currencies.find(({ code }) => code === draft.currency)
  const fitting = currency ? draft : inCurrency(draft, giving.currencies[0]?.code ?? '', giving)
  const methods = methodsOf(giving, fitting.currency)
  return {
    ...fitting,
    preset: fitting.preset !== null && currency?.presets.includes(fitting.preset) ? fitting.preset : null,
    commitment: giving.commitments.includes(draft.commitment)
      ? draft.commitment
      : emptyDraft(giving).commitment,
    method: methods.some(({ id }) => id === fitting.method) ? fitting.method : (methods[0]?.id ?? ''),
  }
}
