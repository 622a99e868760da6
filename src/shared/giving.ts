import * as v from 'valibot'
import { commitments } from './commitment.ts'
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

/**
 * QR code a banking app can scan, see `PaymentCodeSchema` in payment-code.ts. Only its kind is looked at here: a kind that a newer edition
 * brings must not make the whole form unreadable.
 */
const CodeSchema = v.looseObject({ kind: v.string() })

/** A condition as `when.ts` reads it, late; here only that there is one. */
const When = v.optional(v.looseObject({}))

export const MethodSchema = v.object({
  id: Id,
  name: LocalizedTextSchema,
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  account: AccountSchema,
  code: v.optional(CodeSchema),
  /** What it costs, see `feeOf`; absent: nothing, or nobody knows. */
  fee: v.optional(
    v.object({
      /** Hundredths of a percent of what is paid. */
      basisPoints: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2000)),
      /** Minor units. */
      fixed: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    }),
  ),
  /** Absent: a transfer to `account`. `card`: paid on the page of a provider. A kind that this app does not know is not offered. */
  type: v.optional(v.string()),
  /** Origin of the provider's page; nobody is sent anywhere else, whatever a gateway says. */
  checkout: v.optional(v.string()),
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
  /** Raised with every change of the declarations, so that the gateway knows a text it has not seen (`terms` of a donation). */
  terms: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  declarations: v.array(
    v.object({
      id: Id,
      version: v.pipe(v.number(), v.integer()),
      text: LocalizedTextSchema,
      required: v.boolean(),
      /** Shown only then. */
      when: When,
    }),
  ),
  /** Further fields and rules, see `FormSchema` in form.ts; read late, and a form that has them waits for that. */
  form: v.optional(
    v.looseObject({ fields: v.optional(v.array(v.looseObject({ id: v.string(), type: v.string() }))) }),
  ),
  /** HPKE key donors' details are sealed to. */
  sealingKey: Key,
  /** Keys a receipt may be signed with. */
  gatewayKeys: v.array(Key),
  /** Base addresses of the gateway, all equal; `/` is the app's own origin. */
  gateways: v.array(v.string()),
})
export type Giving = v.InferOutput<typeof GivingSchema>
