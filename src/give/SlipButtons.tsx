import { useState } from 'preact/hooks'
import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../ui/language.tsx'
import { paymentWords } from './payment-words.ts'
import { saveFile } from './receipt-file.ts'
import { drawSlip, type Slip } from './slip.ts'

/** Whether the phone's share sheet takes a picture (Web Share, level 2). */
const canShare = (file: File): boolean => navigator.canShare?.({ files: [file] }) ?? false

/** Hands the payment instructions on as a picture: to the share sheet where there is one, else as a file. */
export const SlipButtons = ({ slip, name }: { slip: () => Slip; name: string }) => {
  const t = useWords(paymentWords)
  const [outcome, setOutcome] = useState<'slipSaved' | 'slipFailed' | null>(null)
  const hand = async (): Promise<void> => {
    try {
      const file = new File([await drawSlip(slip())], name, { type: 'image/png' })
      if (canShare(file)) await navigator.share({ files: [file] })
      else {
        saveFile({ name, blob: file })
        setOutcome('slipSaved')
      }
    } catch (error) {
      // Closing the share sheet is no failure.
      if (!(error instanceof DOMException && error.name === 'AbortError')) setOutcome('slipFailed')
    }
  }
  return (
    <div class="row give-slip">
      <button type="button" class="button" onClick={() => void hand()}>
        <Icon name="download" />
        {t.slip}
      </button>
      <span role="status" class="soft">
        {outcome && t[outcome]}
      </span>
    </div>
  )
}
