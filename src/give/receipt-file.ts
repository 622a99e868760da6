import type { Entry } from './outbox/outbox.ts'

/** A receipt as a file: what a person can read, and the signed receipt (compact JWS) that anybody with the gateway's key can check. */
export const receiptFile = ({
  id,
  reference,
  amount,
  recordedAt,
  receipt,
}: Entry): { name: string; blob: Blob } => {
  const content = { format: 'sada-receipt/1', id, reference, amount, recordedAt, receipt }
  return {
    name: `sada-receipt-${reference.replaceAll(' ', '')}.json`,
    blob: new Blob([`${JSON.stringify(content, null, 2)}\n`], { type: 'application/json' }),
  }
}

/** Hands a file to the browser to save. */
export const saveFile = ({ name, blob }: { name: string; blob: Blob }): void => {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken its own reference once the click is over; Safari needs a moment more.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
