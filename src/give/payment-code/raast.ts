import { crc16 } from './crc16.ts'
import { type Tlv, writeTlv } from './tlv.ts'

export interface RaastPayment {
  /** ISO 13616, no spaces. */
  iban: string
  /** Decimal rupees, e.g. `1500.00`; absent: the payer types it. */
  amount?: string
  /** After this the code is refused by the payer's app, ms since the epoch. */
  expires?: number
}

/** Pakistan has one time zone and no summer time; banks there read the day in it. */
const expiryText = (at: number): string => {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Karachi',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('day')}${of('month')}${of('year')}${of('hour')}${of('minute')}`
}

/**
 * Raast person-to-person code. Tags: 00 version `02`; 01 `11` static, `12` dynamic (with an amount); 02 `00` (IBAN follows);
 * 04 IBAN; 05 amount in rupees; 07 expiry DDMMYYYYHHMM; 10 CRC-16 over everything up to and including `1004`.
 */
export const raastCode = ({ iban, amount, expires }: RaastPayment): string => {
  const objects: Tlv[] = [
    ['00', '02'],
    ['01', amount === undefined ? '11' : '12'],
    ['02', '00'],
    ['04', iban],
  ]
  if (amount !== undefined) objects.push(['05', amount])
  if (expires !== undefined) objects.push(['07', expiryText(expires)])
  const body = `${writeTlv(objects)}1004`
  return body + crc16(body)
}
