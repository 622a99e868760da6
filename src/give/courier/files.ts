import { toDecimal } from '../../shared/money.ts'
import type { Entry } from '../outbox/outbox.ts'
import { receiptLetter } from './envelope.ts'
import { courierWords } from './words.ts'

/*
 * Plain text, by name and type: Chromium's share sheet refuses JSON and unknown endings but takes .txt, every phone opens it, and every
 * messenger hands it on as it is. Whoever opens it reads what it is and what to do with it, in both languages, since nobody knows whose
 * phone it will be.
 */
const textFile = (kind: string, reference: string, lines: readonly string[]): File =>
  new File([`${lines.join('\n')}\n`], `sada-${kind}-${reference.replaceAll(' ', '')}.txt`, {
    type: 'text/plain',
  })

/** A sealed donation for a courier. @param line as `donationLetter` makes it */
export const donationFile = ({ reference }: Pick<Entry, 'reference'>, line: string): File =>
  textFile('donation', reference, [courierWords.en.donationNote, courierWords.ur.donationNote, '', line])

/** A receipt: what a person can read, and the signed receipt (compact JWS) that anybody with the gateway's key can check. */
export const receiptFile = ({ id, reference, amount, recordedAt }: Entry, signed: string): File =>
  textFile('receipt', reference, [
    courierWords.en.receiptNote,
    courierWords.ur.receiptNote,
    '',
    id,
    reference,
    `${toDecimal(amount)} ${amount.currency}`,
    recordedAt ?? '',
    '',
    receiptLetter(signed),
  ])
