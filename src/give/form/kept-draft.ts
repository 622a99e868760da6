import type { Giving } from '../../shared/giving.ts'
import type { Draft } from '../outbox/draft.ts'

/** A draft as it may be kept in the clear: without the numbers by which a state knows a person. */
export const keptDraft = (draft: Draft, { form }: Pick<Giving, 'form'>): Draft => {
  const { fields } = draft.more ?? {}
  if (!fields) return draft
  const open = Object.entries(fields).filter(([id]) =>
    form?.fields?.some((field) => field.id === id && field.type !== 'identity'),
  )
  return { ...draft, more: { ...draft.more, fields: Object.fromEntries(open) } }
}
