import type { MerchantCode } from '../../shared/payment-code.ts'
import { crc16 } from './crc16.ts'
import { type Tlv, writeTlv } from './tlv.ts'

/** Tags of the EMV QR Code Specification for Payment Systems, merchant-presented mode 1.1, table 3.3. */
const tags = {
  format: '00',
  method: '01',
  category: '52',
  currency: '53',
  amount: '54',
  country: '58',
  name: '59',
  city: '60',
  additional: '62',
  crc: '63',
} as const
/** Within "additional data" (table 3.7). */
const referenceLabel = '05'

/** Text cut to what its field takes (table 3.3: name 25, city 15, reference 25 characters). */
const cut = (text: string, most: number): string => [...text].slice(0, most).join('').trim()

/**
 * EMVCo merchant-presented code with the account template of the giving file.
 * @param amount decimal, e.g. `1500.00`
 * @param reference comes back with the payment where the network carries it; at most 25 characters
 */
export const emvCode = (merchant: MerchantCode, amount: string, reference: string): string => {
  const template: Tlv[] = Object.entries(merchant.template)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([tag, value]): Tlv => [tag, value])
  const objects: Tlv[] = [
    [tags.format, '01'],
    [tags.method, '12'],
    [merchant.tag, writeTlv(template)],
    [tags.category, merchant.category],
    [tags.currency, merchant.currency],
    [tags.amount, amount],
    [tags.country, merchant.country],
    [tags.name, cut(merchant.name, 25)],
    [tags.city, cut(merchant.city, 15)],
    [tags.additional, writeTlv([[referenceLabel, cut(reference, 25)]])],
  ]
  const body = `${writeTlv(objects)}${tags.crc}04`
  return body + crc16(body)
}
