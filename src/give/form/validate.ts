import type { DonorDetails } from '../../shared/donation.ts'
import type { Giving } from '../../shared/giving.ts'
import { parseAmount } from '../../shared/money.ts'
import type { Draft } from '../outbox/draft.ts'
import type { Gift } from '../outbox/new-entry.ts'
import type { Rules } from './more/rules.ts'

export type FieldError =
  | 'amount-missing'
  | 'amount-form'
  | 'amount-low'
  | 'amount-high'
  | 'due-missing'
  | 'due-past'
  | 'due-late'
  | 'method'
  | 'too-long'
  | 'declaration'
  | 'offline'
  | 'contact-missing'
  | 'contact-form'
  | 'field-missing'
  | 'field-form'
  | 'tribute-missing'

/** Fields as they stand on the form from top to bottom; `field-<id>` are the edition's own, declarations follow as `declaration-<id>`. */
export type Field =
  | 'amount'
  | 'due'
  | 'method'
  | 'name'
  | 'contact'
  | `field-${string}`
  | 'tribute'
  | 'message'
  | `declaration-${string}`

/** Errors in the order of the form, so that the first one gets the focus. */
export type Errors = Map<Field, FieldError>

/** Longest texts, UTF-16 units (`DonorDetailsSchema`); the note to oneself has no schema, it never leaves the phone. */
export const longest = { name: 120, contact: 200, message: 1000, label: 60 } as const

/** A form fit to be given, all but the hashes of the declarations. */
export interface Valid {
  gift: Gift
  details: Omit<DonorDetails, 'declarations'>
}

/** Minor units chosen on the form: a preset, or what was typed; `null` where that is no amount. */
export const chosenAmount = ({ preset, ownAmount, currency }: Draft): number | null =>
  preset ?? parseAmount(ownAmount, currency)

/** `day` (ISO 8601) moved by `days`. */
export const addDays = (day: string, days: number): string => {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** The calendar day at the phone, ISO 8601. @param now ms since the epoch */
export const dayOf = (now: number): string => {
  const at = new Date(now)
  return new Date(now - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

const amountError = (draft: Draft, giving: Giving): FieldError | null => {
  const limits = giving.currencies.find(({ code }) => code === draft.currency)
  const amount = chosenAmount(draft)
  if (!limits || (draft.preset === null && draft.ownAmount.trim() === '')) return 'amount-missing'
  if (amount === null) return 'amount-form'
  if (amount < limits.minimum) return 'amount-low'
  return amount > limits.maximum ? 'amount-high' : null
}

const dueError = ({ commitment, due }: Draft, giving: Giving, today: string): FieldError | null => {
  if (commitment !== 'pledge') return null
  if (!/^\d{4}-\d\d-\d\d$/.test(due)) return 'due-missing'
  if (due < today) return 'due-past'
  return due > addDays(today, giving.pledgeDays) ? 'due-late' : null
}

/**
 * What is wrong with a form, or the donation it makes. Pure: the same rules the gateway has, told at the field.
 * @param today ISO 8601 day at the phone
 * @param rules of the giving file
 */
export const validate = (draft: Draft, giving: Giving, today: string, rules: Rules): Errors | Valid => {
  const errors: Errors = new Map()
  const check = (field: Field, error: FieldError | null | false) => {
    if (error) errors.set(field, error)
  }
  const method = giving.methods.find(({ id, currency }) => id === draft.method && currency === draft.currency)
  check('amount', amountError(draft, giving))
  check('due', dueError(draft, giving, today))
  check('method', !method && 'method')
  const tooLong = (field: 'name' | 'contact' | 'message') =>
    check(field, draft[field].trim().length > longest[field] && 'too-long')
  tooLong('name')
  tooLong('contact')
  for (const [field, error] of rules.errors(draft)) errors.set(field, error)
  tooLong('message')
  for (const { id, required } of rules.declarations(draft))
    check(`declaration-${id}`, required && !draft.agreed.includes(id) && 'declaration')

  const minor = chosenAmount(draft)
  if (errors.size > 0 || minor === null || !method) return errors
  const { currency, commitment, due, anonymous, residence } = draft
  const [name, contact, message, label] = [draft.name, draft.contact, draft.message, draft.label].map(
    (text) => text.trim(),
  )
  const fee = rules.fee(draft)
  return {
    gift: {
      amount: { currency, minor },
      ...(fee ? { fee } : {}),
      commitment,
      ...(commitment === 'pledge' ? { due } : {}),
      method: method.id,
      ...(giving.terms ? { terms: giving.terms } : {}),
      ...(label ? { label } : {}),
      ...(draft.replaces ? { replaces: draft.replaces } : {}),
    },
    details: {
      ...(name ? { name } : {}),
      ...(contact ? { contact } : {}),
      ...(message ? { message } : {}),
      anonymous,
      residence,
      ...rules.details(draft),
    },
  }
}
