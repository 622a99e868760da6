import { loadCourier } from './load-courier.ts'
import type { Outbox } from './outbox/outbox.ts'
import { useLate } from './use-late.ts'

/** Says above the form which donation it mends. */
export const Mending = ({ replaces, outbox }: { replaces: string; outbox: Outbox }) => {
  const late = useLate(loadCourier)
  return late && <late.Mending replaces={replaces} outbox={outbox} />
}
