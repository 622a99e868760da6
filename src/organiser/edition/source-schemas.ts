import * as v from 'valibot'
import { ContentSchema, ItemSchema, ProgrammeEntrySchema } from '../../shared/content.ts'
import { formOf } from '../../shared/form.ts'
import { GivingSchema } from '../../shared/giving.ts'
import { LocalizedTextSchema } from '../../shared/localized.ts'
import { appVersion, ManifestSchema } from '../../shared/manifest.ts'
import { OrganisationSchema } from '../../shared/organisation.ts'
import { PaymentCodeSchema } from '../../shared/payment-code.ts'
import { whenOf } from '../../shared/when.ts'

/*
 * What an organiser writes by hand: the shared schemas minus what the build works out itself. Strict, so that a mistyped field
 * name is refused rather than silently left out.
 */

/** A date stands for its first moment, UTC. */
const Moment = v.union([
  v.pipe(v.string(), v.isoTimestamp()),
  v.pipe(
    v.string(),
    v.isoDate(),
    v.transform((date) => `${date}T00:00:00Z`),
  ),
])

/** `edition.yaml` */
export const EditionFileSchema = v.strictObject({
  edition: ManifestSchema.entries.edition,
  issued: Moment,
  freshUntil: Moment,
  minimumApp: v.optional(ManifestSchema.entries.minimumApp, appVersion),
  broadcasts: ContentSchema.entries.broadcasts,
  mirrors: ContentSchema.entries.mirrors,
})

/** `organisation.yaml` */
export const OrganisationFileSchema = v.strictObject({
  id: OrganisationSchema.entries.id,
  ...ContentSchema.entries.organisation.entries,
})

/** `event.yaml` */
export const EventFileSchema = v.strictObject(ContentSchema.entries.event.entries)

/** A row of `programme.yaml` or `programme.csv` */
export const ProgrammeRowSchema = v.strictObject(ProgrammeEntrySchema.entries)

const Slide = ItemSchema.entries.slides.wrapped.item
/** `items/<order>-<id>/item.yaml`; texts, sound, film and poster are found by their file names. */
export const ItemFileSchema = v.strictObject({
  ...v.omit(ItemSchema, ['id', 'text', 'audio', 'video', 'poster', 'slides', 'lock', 'releases']).entries,
  /** Ids of locked items whose keys this notice gives out. */
  releases: v.optional(v.array(ItemSchema.entries.id)),
  slides: v.optional(
    v.array(v.strictObject({ image: v.string(), caption: Slide.entries.caption, alt: Slide.entries.alt })),
  ),
})
export type ItemFile = v.InferOutput<typeof ItemFileSchema>

const Text = LocalizedTextSchema.entries.en
/** Fields of an item that every language says for itself. */
export const spokenFields = ['title', 'summary', 'speaker'] as const
/**
 * What stands before a text of an item between two lines of `---`: the fields of `item.yaml`, those with words in the text's own language
 * only. All may be missing, because the other language or `item.yaml` may have them.
 */
export const FrontMatterSchema = v.strictObject({
  ...v.partial(v.omit(ItemFileSchema, [...spokenFields, 'slides'])).entries,
  title: v.optional(Text),
  summary: v.optional(Text),
  speaker: v.optional(Text),
  slides: v.optional(v.array(v.strictObject({ image: v.string(), caption: Text, alt: Text }))),
})
export type FrontMatter = v.InferOutput<typeof FrontMatterSchema>

/** An amount in whole units as a person writes it (`1500`, `20.50`); minor units are worked out by the build. */
const Amount = v.union([v.number(), v.string()])
/** A condition whose amounts are whole units. */
const When = whenOf(Amount)
const { methods, declarations, commitments, pledgeDays, gateways, terms } = GivingSchema.entries
/** `giving.yaml`; organisation and keys are filled in by the build. */
export const GivingFileSchema = v.strictObject({
  currencies: v.array(
    v.strictObject({
      code: GivingSchema.entries.currencies.item.entries.code,
      presets: v.array(Amount),
      minimum: Amount,
      maximum: Amount,
    }),
  ),
  commitments,
  pledgeDays,
  methods: v.array(
    v.strictObject({
      ...methods.item.entries,
      account: v.strictObject(methods.item.entries.account.entries),
      code: v.optional(PaymentCodeSchema),
      /** `percent` of what is paid, as `2.9`, and a `fixed` sum in whole units. */
      fee: v.optional(v.strictObject({ percent: v.optional(Amount), fixed: v.optional(Amount) })),
      type: v.optional(v.literal('card')),
    }),
  ),
  terms,
  declarations: v.array(v.strictObject({ ...declarations.item.entries, when: v.optional(When) })),
  form: v.optional(formOf(When)),
  gateways,
})
export type GivingFile = v.InferOutput<typeof GivingFileSchema>
