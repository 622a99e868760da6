import type { Item } from '../shared/content.ts'
import { formatDateTime } from '../ui/format.ts'

export interface Opens {
  time: string
  past: boolean
}

/** When a locked item's code is to be given out, by this phone's clock; `null` where nobody said. */
export const opensWhen = ({ lock }: Pick<Item, 'lock'>, now: number, locale: string): Opens | null => {
  if (!lock?.opens) return null
  const at = Date.parse(lock.opens)
  return { time: formatDateTime(at, locale), past: at <= now }
}
