import type { Giving } from '../../../shared/giving.ts'
import type { Draft, MoreDraft } from '../../outbox/draft.ts'
import type { InWords } from '../use-form.ts'
import type { Rules } from './rules.ts'

/** What every further part of the form is given. */
export interface Slots {
  draft: Draft
  change: (patch: Partial<Draft>) => void
  errors: InWords
  giving: Giving
  rules: Rules
}

/** Changes what the edition's own form asks. */
export const changeMore = ({ draft, change }: Slots, patch: Partial<MoreDraft>): void =>
  change({ more: { ...draft.more, ...patch } })
