import * as v from 'valibot'
import { commitments } from './donation.ts'
import { LocalizedTextSchema } from './localized.ts'

const Id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/))
const Minor = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
/** Uncompressed P-256 point, base64url. */
const Key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{87}$/))

/** An account to pay into; shown only from a doubly signed file. */
export const AccountSchema = v.object({
  title: v.string(),
  bank: LocalizedTextSchema,
  /** ISO 13616, no spaces. Either this or `number`. */
  iban: v.optional(v.string()),
  /** Account or wallet number where there is no IBAN. */
  number: v.optional(v.string()),
  /** ISO 9362 BIC, for transfers from abroad. */
  bic: v.optional(v.string()),
})

const Digits = (count: number) => v.pipe(v.string(), v.regex(new RegExp(`^\\d{${count}}$`)))
const Printable = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most))

/** EMVCo merchant-presented code: who is paid, as the scheme of the organisation's bank wants it. */
export const MerchantCodeSchema = v.object({
  kind: v.literal('merchant'),
  /** Tag of the merchant account template, 26 to 51 (EMV QRCPS 1.1, table 3.3). */
  tag: v.pipe(v.string(), v.regex(/^(2[6-9]|[34]\d|5[01])$/)),
  /** What stands in it by tag; `00` is the scheme's globally unique identifier. */
  template: v.record(Digits(2), Printable(99)),
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

export const MethodSchema = v.object({
  id: Id,
  name: LocalizedTextSchema,
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  account: AccountSchema,
  code: v.optional(PaymentCodeSchema),
  /** What to do, in one or two sentences. */
  instructions: LocalizedTextSchema,
})
export type Method = v.InferOutput<typeof MethodSchema>

/** `giving.json`: donation form, accounts and keys. Signed twice: as a file of the manifest, and by the donation key. */
export const GivingSchema = v.object({
  format: v.literal('sada-giving/1'),
  organisation: Id,
  currencies: v.array(
    v.object({
      code: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
      presets: v.array(Minor),
      minimum: Minor,
      maximum: Minor,
    }),
  ),
  commitments: v.array(v.picklist(commitments)),
  /** Longest a pledge may wait, days. */
  pledgeDays: v.pipe(v.number(), v.integer(), v.minValue(1)),
  methods: v.array(MethodSchema),
  declarations: v.array(
    v.object({
      id: Id,
      version: v.pipe(v.number(), v.integer()),
      text: LocalizedTextSchema,
      required: v.boolean(),
    }),
  ),
  /** HPKE key donors' details are sealed to. */
  sealingKey: Key,
  /** Keys a receipt may be signed with. */
  gatewayKeys: v.array(Key),
  /** Base addresses of the gateway, all equal; `/` is the app's own origin. */
  gateways: v.array(v.string()),
})
export type Giving = v.InferOutput<typeof GivingSchema>
