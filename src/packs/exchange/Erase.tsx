import { useState } from 'preact/hooks'
import { withInHand } from '../../shared/in-hand.ts'
import { useWords } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { Confirm } from './Confirm.tsx'
import { eraseEverything } from './erase.ts'
import { exchangeWords } from './words.ts'

/** Everything off this phone in two taps. `waiting`: donations that were not sent yet and would be lost. */
export const Erase = ({ waiting, onErase }: { waiting: number; onErase: () => void }) => {
  const t = useWords(exchangeWords).room
  const [at, setAt] = useState<'idle' | 'erasing' | 'erased' | 'partly'>('idle')
  const [step, setStep] = useState({ done: 0, of: 1 })
  const erase = async () => {
    setAt('erasing')
    onErase()
    const work = () => eraseEverything((done, of) => setStep({ done, of }))
    setAt((await withInHand(work)) ? 'erased' : 'partly')
  }
  const lost = waiting > 0 ? `${t.eraseWaiting(waiting)} ` : ''
  return (
    <div class="packs-erase">
      {at === 'idle' && (
        <Confirm
          words={t.erase}
          ask={lost + t.eraseMore}
          yes={t.eraseYes}
          no={t.keep}
          onYes={() => void erase()}
        />
      )}
      {at === 'erasing' && (
        <Progress label={`${t.erasing} ${step.done} / ${step.of}`} value={step.done / step.of} />
      )}
      <div role="status">
        {at === 'erased' && (
          <Notice tone="good" live={false}>
            <p>{t.erased}</p>
          </Notice>
        )}
      </div>
      {at === 'partly' && (
        <Notice tone="bad">
          <p>{t.erasedPartly}</p>
          {/* Out of the app: the page there is the host's. */}
          <a href="/erase" target="_top">
            {t.eraseByBrowser}
          </a>
        </Notice>
      )}
    </div>
  )
}
