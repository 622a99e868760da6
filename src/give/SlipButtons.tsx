import { useState } from 'preact/hooks'
import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../ui/language.tsx'
import { paymentWords } from './payment-words.ts'
import { printPicture } from './print-picture.ts'
import { saveFile } from './save-file.ts'
import { drawSlip, type Slip } from './slip.ts'

/** Whether the phone's share sheet takes a picture (Web Share, level 2). */
const canShare = (file: File): boolean => navigator.canShare?.({ files: [file] }) ?? false

/** Hands the payment instructions on as a picture: to the share sheet where there is one, else as a file. */
export const SlipButtons = ({ slip, name }: { slip: () => Slip; name: string }) => {
  const t = useWords(paymentWords)
  const [outcome, setOutcome] = useState<'slipSaved' | 'slipFailed' | null>(null)
  const withPicture = async (use: (picture: Blob) => Promise<void>): Promise<void> => {
    setOutcome(null)
    try {
      await use(await drawSlip(slip()))
    } catch (error) {
      // Closing the share sheet is no failure.
      if (!(error instanceof DOMException && error.name === 'AbortError')) setOutcome('slipFailed')
    }
  }
  const hand = async (picture: Blob): Promise<void> => {
    const file = new File([picture], name, { type: 'image/png' })
    if (canShare(file)) return navigator.share({ files: [file] })
    saveFile({ name, blob: file })
    setOutcome('slipSaved')
  }
  return (
    <div class="row give-slip">
      <button type="button" class="button" onClick={() => void withPicture(hand)}>
        <Icon name="download" />
        {t.slip}
      </button>
      <button type="button" class="button" onClick={() => void withPicture(printPicture)}>
        {t.print}
      </button>
      <span role="status" class="soft">
        {outcome && t[outcome]}
      </span>
    </div>
  )
}
