import { Amount } from '../ui/Amount.tsx'
import { StateTag } from './EntryStateWords.tsx'
import type { Entry } from './outbox/outbox.ts'

/** What a donation in a list begins with: its amount, and where it stands. */
export const ItemHead = ({ entry }: { entry: Entry }) => (
  <div class="give-item-head">
    <strong class="give-item-amount">
      <Amount money={entry.amount} />
    </strong>
    <StateTag entry={entry} />
  </div>
)
