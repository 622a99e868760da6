import * as v from 'valibot'
import type { Method } from '../../shared/giving.ts'
import { payable, toDecimal } from '../../shared/money.ts'
import { PaymentCodeSchema } from '../../shared/payment-code.ts'
import type { Entry } from '../outbox/entry.ts'
import { emvCode } from './emv.ts'
import { epcCode } from './epc.ts'
import { raastCode } from './raast.ts'

/** Text for a QR code that fills in the payer's banking app, and the name people know the code by. */
export interface PaymentCode {
  kind: 'raast' | 'merchant' | 'sepa'
  text: string
}

/** A code is made anew whenever it is shown, so it need not be good for long; banking limps for hours on such an evening, ms. */
const goodFor = 48 * 3_600_000

/** EMV QRCPS 1.1, table 3.3: a transaction amount has at most 13 characters. */
const longestAmount = 13
/** EPC069-12, section 3.2: at most 999999999.99. */
const mostEuroCents = 99_999_999_999

/** The code by which a donation can be paid with this method; `null` where the method has none, or one of a kind this app is too old for. */
export const paymentCodeOf = (
  { reference, ...gift }: Pick<Entry, 'amount' | 'fee' | 'reference'>,
  { code: given, account, currency }: Method,
  now: number,
): PaymentCode | null => {
  const read = v.safeParse(PaymentCodeSchema, given)
  if (!read.success) return null
  const code = read.output
  const total = payable(gift)
  const decimal = toDecimal(total)
  const { iban, bic } = account
  if (code.kind === 'merchant' && decimal.length <= longestAmount)
    return { kind: 'merchant', text: emvCode(code, decimal, reference.replaceAll(' ', '')) }
  if (code.kind === 'raast' && iban && currency === 'PKR')
    return { kind: 'raast', text: raastCode({ iban, amount: decimal, expires: now + goodFor }) }
  if (code.kind === 'sepa' && iban && currency === 'EUR' && total.minor <= mostEuroCents)
    return {
      kind: 'sepa',
      text: epcCode({ name: account.title, iban, amount: decimal, reference, ...(bic && { bic }) }),
    }
  return null
}
