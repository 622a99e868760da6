import { useEffect, useMemo, useState } from 'preact/hooks'
import type { PrivateJwk } from '../shared/signature.ts'
import { createHttpTreasury } from '../shared/treasury/http-treasury.ts'
import { ask } from './ask.ts'
import { Donations } from './Donations.tsx'
import { OverTime } from './OverTime.tsx'
import { Payments } from './Payments.tsx'
import { StatementDesk } from './StatementDesk.tsx'
import { SignedOutContext } from './use-work.ts'
import { useSpeech } from './words-context.ts'

const tabs = ['donations', 'time', 'statement', 'payments'] as const
type Tab = (typeof tabs)[number]
const tabInAddress = (): Tab => tabs.find((tab) => `#${tab}` === location.hash) ?? 'donations'

/** What a treasurer does, one thing a tab. The key, once opened, is held here and nowhere else. */
export const Desk = ({ signedOut }: { signedOut(): void }) => {
  const { t } = useSpeech()
  const [tab, setTab] = useState(tabInAddress)
  const [key, setKey] = useState<PrivateJwk | null>(null)
  const treasury = useMemo(() => createHttpTreasury(ask), [])
  useEffect(() => {
    const changed = () => setTab(tabInAddress())
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  return (
    <SignedOutContext.Provider value={signedOut}>
      <nav class="tabs">
        {tabs.map((one) => (
          <a key={one} href={`#${one}`} aria-current={one === tab ? 'page' : undefined}>
            {t.tabs[one]}
          </a>
        ))}
      </nav>
      {tab === 'donations' && <Donations treasury={treasury} sealingKey={key} setKey={setKey} />}
      {tab === 'time' && <OverTime treasury={treasury} />}
      {tab === 'statement' && <StatementDesk treasury={treasury} />}
      {tab === 'payments' && <Payments treasury={treasury} />}
    </SignedOutContext.Provider>
  )
}
