import { useEffect, useState } from 'preact/hooks'
import type { Giving } from '../shared/giving.ts'
import type { LocalizedText } from '../shared/localized.ts'
import { useText } from '../ui/language.tsx'
import { ProblemNotice } from '../ui/Notice.tsx'
import { loadCourier } from './load-courier.ts'
import type { Entry, Outbox } from './outbox/outbox.ts'

interface Props {
  outbox: Outbox
  giving: Giving | null
  organisation: LocalizedText | null
  carried: readonly Entry[]
}

/** The way to carry for others: a button until it is wanted, open where something is carried. */
export const CourierPlace = (props: Props) => {
  const t = useText()
  const [late, setLate] = useState<Awaited<ReturnType<typeof loadCourier>> | null>(null)
  // What another app shared to this one is for this place to say something of.
  const [wanted, setWanted] = useState(() => location.search.startsWith('?shared'))
  const [failed, setFailed] = useState(false)
  const open = wanted || props.carried.length > 0
  useEffect(() => {
    if (!open || late) return
    setFailed(false)
    loadCourier().then(setLate, () => {
      setFailed(true)
      setWanted(false)
    })
  }, [open])
  return (
    <section class="give-courier">
      {late && open ? (
        <late.CourierRoom {...props} />
      ) : open && !failed ? (
        <p role="status">{t.app.loading}</p>
      ) : (
        <>
          {failed && <ProblemNotice problem="offline" />}
          <button type="button" class="button" onClick={() => setWanted(true)}>
            {t.give.list.carry}
          </button>
        </>
      )}
    </section>
  )
}
