import '../ui/styles/details.css'
import './packs.css'
import { useEffect, useState } from 'preact/hooks'
import type { KeptVoice } from '../shared/kept-voice.ts'
import type { ProblemKey } from '../shared/problem.ts'
import { useText } from '../ui/language.tsx'
import { ProblemNotice } from '../ui/Notice.tsx'
import { useStore } from '../ui/use-store.ts'
import { EditionFacts } from './EditionFacts.tsx'
import type { Exchange } from './exchange/Exchange.tsx'
import type { DonationsHere } from './exchange/room-use.ts'
import { MirrorList } from './MirrorList.tsx'
import type { Packs, PacksState } from './packs.ts'
import { SyncPanel } from './SyncPanel.tsx'

/** Problems whose detail is only an address, which is listed below with the mirrors. */
const unreached: ReadonlySet<ProblemKey> = new Set(['offline', 'timeout', 'portal'])

/** Code that only a person who passes packs on needs; it comes after what everybody looks at here. */
const useExchange = () => {
  const [loaded, setLoaded] = useState<{ Exchange: typeof Exchange } | null>(null)
  const [failed, setFailed] = useState(false)
  const load = () => {
    setFailed(false)
    import('./exchange/Exchange.tsx').then(setLoaded, () => setFailed(true))
  }
  useEffect(load, [])
  return { loaded, failed, load }
}

interface Props {
  /** `null` while storage opens. */
  packs: Packs | null
  waiting?: number
  donations?: DonationsHere | null
  voice?: KeptVoice | null
  /** Why nothing opens. */
  problem?: ProblemKey | null
}

/** How long what can be brought in waits for what is here: it stands below it, and would be pushed off the screen, ms. */
const patience = 4000

/** Whether the edition is here, or there is none, or it takes its time. */
const useSettled = ({ phase, reader }: PacksState): boolean => {
  const [waited, setWaited] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), patience)
    return () => clearTimeout(timer)
  }, [])
  return reader !== null || phase === 'empty' || (waited && phase !== 'opening')
}

/** The place as it is before there is anything to show. */
export const PacksScreen = ({
  packs,
  waiting = 0,
  donations = null,
  voice = null,
  problem = null,
}: Props) => {
  const text = useText()
  if (packs) return <Opened packs={packs} waiting={waiting} donations={donations} voice={voice} />
  return problem ? <ProblemNotice problem={problem} /> : <p role="status">{text.app.loading}</p>
}

/** The edition on this phone: whose it is, how much of it is here, and how to get the rest. */
const Opened = ({
  packs,
  waiting,
  donations,
  voice,
}: {
  packs: Packs
  waiting: number
  donations: DonationsHere | null
  voice: KeptVoice | null
}) => {
  const t = useText().packs
  const state = useStore(packs.state)
  const { phase, reader, problem } = state
  const exchange = useExchange()
  const settled = useSettled(state)
  return (
    <div class="packs stack">
      <header>
        <h1>{t.title}</h1>
        <p class="soft packs-line">{t.intro}</p>
      </header>
      {problem && (
        <ProblemNotice problem={problem.key}>
          {problem.detail && !unreached.has(problem.key) && (
            <p class="packs-detail" dir="ltr">
              {problem.detail}
            </p>
          )}
        </ProblemNotice>
      )}
      {phase === 'opening' ? (
        <p role="status">{t.opening}</p>
      ) : (
        <SyncPanel state={state} onSync={() => void packs.sync()} onPause={packs.pause} />
      )}
      {reader && <EditionFacts state={state} reader={reader} />}
      {exchange.loaded && settled && (
        <exchange.loaded.Exchange
          packs={packs}
          state={state}
          waiting={waiting}
          donations={donations}
          voice={voice}
        />
      )}
      {!(exchange.loaded && settled) && !exchange.failed && <div class="coming" />}
      {exchange.failed && (
        <ProblemNotice problem="offline">
          <button type="button" class="button" onClick={exchange.load}>
            {t.loadExchange}
          </button>
        </ProblemNotice>
      )}
      <MirrorList reports={state.reports} />
    </div>
  )
}
