import { toDecimal } from '../../shared/money.ts'
import type { Entry } from '../outbox/outbox.ts'
import { receiptLetter } from './envelope.ts'
import { courierWords } from './words.ts'

/** What to do with the file, in every language: nobody knows whose phone it will be opened on. */
const notes = Object.values(courierWords).map(({ note }) => note)

/*
 * Plain text, by name and type: Chromium's share sheet refuses JSON and unknown endings but takes .txt, every phone opens it, and every
 * messenger hands it on as it is.
 */
const textFile = (kind: string, reference: string, lines: readonly string[]): File =>
  new File([`${lines.join('\n')}\n`], `sada-${kind}-${reference.replaceAll(' ', '')}.txt`, {
    type: 'text/plain',
  })

/** A sealed donation for a courier. @param line as `donationLetter` makes it */
export const donationFile = ({ reference }: Pick<Entry, 'reference'>, line: string): File =>
  textFile('donation', reference, [...notes, '', line])

/** A receipt: what a person can read, and the signed receipt (compact JWS) that anybody with the gateway's key can check. */
export const receiptFile = ({ id, reference, amount, recordedAt }: Entry, signed: string): File =>
  textFile('receipt', reference, [
    ...notes,
    '',
    id,
    reference,
    `${toDecimal(amount)} ${amount.currency}`,
    recordedAt ?? '',
    '',
    receiptLetter(signed),
  ])
