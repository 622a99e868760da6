import * as v from 'valibot'
import { type DonorDetails, longestField } from '../../../shared/donation.ts'
import { feeOf } from '../../../shared/fee.ts'
import { type Form, type FormField, FormSchema, fitsPattern, plainIdentity } from '../../../shared/form.ts'
import type { Giving, Method } from '../../../shared/giving.ts'
import { type Chosen, holds, isRequired, type When, WhenSchema } from '../../../shared/when.ts'
import type { Draft } from '../../outbox/draft.ts'
import { chosenAmount, type Errors, type FieldError, longest } from '../validate.ts'
import { isContact } from './contact.ts'

/** What conditions look at, of a draft. */
const chosenOf = (draft: Draft): Chosen => ({ ...draft, minor: chosenAmount(draft) })

/** The method of a draft. */
export const methodOf = ({ methods }: Pick<Giving, 'methods'>, draft: Draft): Method | undefined =>
  methods.find(({ id, currency }) => id === draft.method && currency === draft.currency)

/** Minor units that the chosen method's fee adds, covered or not; 0 without a fee or an amount. */
export const feeFor = (giving: Pick<Giving, 'methods'>, draft: Draft): number => {
  const fee = methodOf(giving, draft)?.fee
  const minor = chosenAmount(draft)
  return fee && minor !== null ? feeOf(minor, fee) : 0
}

/** What is sealed of what was typed into a field; empty where nothing was. */
const answerOf = (field: FormField, draft: Draft): string => {
  const typed = draft.more?.fields?.[field.id] ?? ''
  if (field.type === 'choice') return field.options.some(({ value }) => value === typed) ? typed : ''
  return field.type === 'identity' ? plainIdentity(typed) : typed.trim()
}

const fieldError = (field: FormField, draft: Draft): FieldError | null => {
  const answer = answerOf(field, draft)
  if (answer === '') return isRequired(field.required, chosenOf(draft)) ? 'field-missing' : null
  if (answer.length > longestField) return 'too-long'
  return field.type === 'identity' && !fitsPattern(answer, field.pattern) ? 'field-form' : null
}

/** The rules of one giving file, beyond those every form has. */
export interface Rules {
  form: Form
  /** The fields asked of this donor, in the form's order. */
  asked(draft: Draft): FormField[]
  required(field: FormField, draft: Draft): boolean
  contactRequired(draft: Draft): boolean
  /** The declarations asked of this donor. */
  declarations(draft: Draft): Giving['declarations']
  /** Minor units to add to the chosen amount; 0 where the donor does not cover the fee. */
  fee(draft: Draft): number
  /** What is wrong with contact, fields and tribute, from top to bottom. */
  errors(draft: Draft): Errors
  /** What they add to the sealed details. */
  details(draft: Draft): Pick<DonorDetails, 'tribute' | 'fields'>
}

/** The rules of a giving file; `null` where a newer edition asks what this app does not know, and so must not leave out. */
export const openRules = (giving: Giving): Rules | null => {
  const read = v.safeParse(FormSchema, giving.form ?? {})
  const whens = v.safeParse(
    v.array(v.optional(WhenSchema)),
    giving.declarations.map(({ when }) => when),
  )
  if (!read.success || !whens.success) return null
  const form = read.output
  const whenOf = new Map<string, When | undefined>(
    giving.declarations.map(({ id }, index) => [id, whens.output[index]]),
  )
  const asked = (draft: Draft) => (form.fields ?? []).filter(({ when }) => holds(when, chosenOf(draft)))
  const contactRequired = (draft: Draft) => isRequired(form.contactRequired, chosenOf(draft))
  const tributeOf = ({ more }: Draft) =>
    form.tribute && more?.tribute ? { kind: more.tribute, name: more.tributeName?.trim() ?? '' } : null
  return {
    form,
    asked,
    contactRequired,
    required: ({ required }, draft) => isRequired(required, chosenOf(draft)),
    declarations: (draft) => giving.declarations.filter(({ id }) => holds(whenOf.get(id), chosenOf(draft))),
    fee: (draft) => (draft.more?.coverFee ? feeFor(giving, draft) : 0),
    errors(draft) {
      const errors: Errors = new Map()
      // A card is paid on a page of its own, and there is none to go to.
      if (methodOf(giving, draft)?.type === 'card' && !navigator.onLine) errors.set('method', 'offline')
      const contact = draft.contact.trim()
      if (contact === '' && contactRequired(draft)) errors.set('contact', 'contact-missing')
      if (contact !== '' && contact.length <= longest.contact && !isContact(contact))
        errors.set('contact', 'contact-form')
      for (const field of asked(draft)) {
        const error = fieldError(field, draft)
        if (error) errors.set(`field-${field.id}`, error)
      }
      const tribute = tributeOf(draft)
      if (tribute?.name === '') errors.set('tribute', 'tribute-missing')
      else if (tribute && tribute.name.length > longest.name) errors.set('tribute', 'too-long')
      return errors
    },
    details(draft) {
      const tribute = tributeOf(draft)
      const answers = asked(draft).flatMap((field): [string, string][] => {
        const answer = answerOf(field, draft)
        return answer ? [[field.id, answer]] : []
      })
      return {
        ...(tribute && { tribute }),
        ...(answers.length > 0 && { fields: Object.fromEntries(answers) }),
      }
    },
  }
}
