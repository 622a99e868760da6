import { formatBytes } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { useLanguage } from '../ui/language.tsx'
import type { Availability } from './shelves.ts'

/** Whether an item is on this phone, in words, a sign and its size. */
export const AvailabilityMark = ({ state, bytes }: Availability) => {
  const { text, locale } = useLanguage()
  return (
    <span class={`library-mark library-mark-${state}`}>
      <Icon name={state === 'here' ? 'check' : 'download'} />
      <span class={state === 'here' ? 'visually-hidden' : undefined}>{text.library[state]}</span>
      {bytes > 0 && <bdi>{formatBytes(bytes, locale)}</bdi>}
    </span>
  )
}
