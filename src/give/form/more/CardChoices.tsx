import { useEffect, useState } from 'preact/hooks'
import { Said } from '../../../ui/Said.tsx'
import { ChoiceItem } from '../Choices.tsx'
import type { Slots } from './slots.ts'

/** Whether the browser believes that there is a link. */
const useOnline = (): boolean => {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const look = () => setOnline(navigator.onLine)
    look()
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  }, [])
  return online
}

/** Cards, paid on a provider's page: offered only with a link, for without one there is no page. One that was chosen stays in sight. */
export const CardChoices = ({ draft, change, giving }: Slots) => {
  const online = useOnline()
  const cards = giving.methods.filter(
    ({ id, currency, type, checkout }) =>
      currency === draft.currency && type === 'card' && checkout && (online || id === draft.method),
  )
  return (
    <>
      {cards.map(({ id, name, account }) => (
        <ChoiceItem
          key={id}
          group="method"
          value={id}
          name={<Said text={name} />}
          hint={<Said text={account.bank} />}
          checked={draft.method === id}
          onChoose={(method) => change({ method })}
        />
      ))}
    </>
  )
}
