import * as v from 'valibot'

const Digits = (count: number) => v.pipe(v.string(), v.regex(new RegExp(`^\\d{${count}}$`)))
const Printable = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most))

/** EMVCo merchant-presented code: who is paid, as the scheme of the organisation's bank wants it. */
export const MerchantCodeSchema = v.object({
  kind: v.literal('merchant'),
  /** Tag of the merchant account template, 26 to 51 (EMV QRCPS 1.1, table 3.3). */
  tag: v.pipe(v.string(), v.regex(/^(2[6-9]|[34]\d|5[01])$/)),
  /** What stands in it by tag; `00` is the scheme's globally unique identifier. */
  template: v.pipe(
    v.record(Digits(2), Printable(95)),
    // Tag and length of each take four more.
    v.check(
      (objects) => Object.values(objects).reduce((sum, value) => sum + [...value].length + 4, 0) <= 99,
      'longer than 99 characters in all',
    ),
  ),
  /** ISO 18245 merchant category, e.g. 8398 for charities. */
  category: Digits(4),
  /** ISO 4217 numeric code, e.g. 586. */
  currency: Digits(3),
  /** ISO 3166-1 alpha-2. */
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
  name: Printable(25),
  city: Printable(15),
})
export type MerchantCode = v.InferOutput<typeof MerchantCodeSchema>

/** QR code a banking app can scan: Raast person to person and SEPA need the account's IBAN. */
export const PaymentCodeSchema = v.variant('kind', [
  v.object({ kind: v.literal('raast') }),
  v.object({ kind: v.literal('sepa') }),
  MerchantCodeSchema,
])
export type PaymentCodeSource = v.InferOutput<typeof PaymentCodeSchema>
