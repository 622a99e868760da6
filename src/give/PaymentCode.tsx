import type { Giving, Method } from '../shared/giving.ts'
import { isolated } from '../ui/isolate.ts'
import { useLanguage, useWords } from '../ui/language.tsx'
import { CardCheckout } from './CardCheckout.tsx'
import type { Entry, Outbox } from './outbox/outbox.ts'
import type { PayRow } from './pay-rows.ts'
import { paymentCodeOf } from './payment-code/payment-code.ts'
import { paymentWords } from './payment-words.ts'
import { QrCode } from './QrCode.tsx'
import { SlipButtons } from './SlipButtons.tsx'
import type { Slip } from './slip.ts'

/** The instructions once more for machines and for other people: a code to scan, a picture to hand on. Loaded late. */
export const PaymentCode = ({
  entry,
  outbox,
  method,
  giving,
  back,
  rows,
  notes,
}: {
  entry: Entry
  outbox: Outbox
  method: Method
  giving: Giving
  /** Whether the person comes back from the page where a card is paid. */
  back: boolean
  rows: readonly PayRow[]
  /** When and how often it is to be paid. */
  notes: readonly string[]
}) => {
  const { language, direction, text } = useLanguage()
  const words = useWords(paymentWords)
  const code = paymentCodeOf(entry, method, Date.now())
  if (method.type === 'card') return <CardCheckout {...{ entry, outbox, method, giving, back }} />
  const slip = (): Slip => ({
    title: text.give.pay.title,
    rows: rows.map(({ label, shown }) => ({ label, value: isolated(shown) })),
    code: code && { text: code.text, caption: words.codes[code.kind] },
    notes: [...notes, method.instructions[language]],
    rtl: direction === 'rtl',
  })
  return (
    <>
      {code && (
        <figure class="give-pay-code">
          <QrCode text={code.text} label={words.codeLabel} />
          <figcaption class="soft">{words.codes[code.kind]}</figcaption>
        </figure>
      )}
      <SlipButtons slip={slip} name={`sada-payment-${entry.reference.replaceAll(' ', '')}.png`} />
    </>
  )
}
