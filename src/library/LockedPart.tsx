import { useEffect, useState } from 'preact/hooks'
import { useLanguage } from '../ui/language.tsx'
import { ProblemNotice } from '../ui/Notice.tsx'
import type { LockedItem, LockedItemProps } from './locked/LockedItem.tsx'
import { opensWhen } from './opens-when.ts'

/** How often code that did not come is asked for again, ms. */
const againMs = 5_000

/** What opens a locked item. Its code comes when it is needed, and is kept with an edition that has one. */
export const LockedPart = (props: Omit<LockedItemProps, 'opens'>) => {
  const { text: t, locale } = useLanguage()
  const [loaded, setLoaded] = useState<{ LockedItem: typeof LockedItem } | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const load = () => {
      import('./locked/LockedItem.tsx').then(setLoaded, () => {
        setFailed(true)
        timer = setTimeout(load, againMs)
      })
    }
    load()
    return () => clearTimeout(timer)
  }, [])
  if (loaded) return <loaded.LockedItem {...props} opens={opensWhen(props.item, Date.now(), locale)} />
  return failed ? <ProblemNotice problem="offline" /> : <p role="status">{t.app.loading}</p>
}
