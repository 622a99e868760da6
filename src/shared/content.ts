import * as v from 'valibot'
import { LocalizedTextSchema, localized } from './localized.ts'
import { FilePathSchema } from './manifest.ts'

const Id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/))
const Seconds = v.pipe(v.number(), v.minValue(0))
const Timestamp = v.pipe(v.string(), v.isoTimestamp())
/** Sound or film: one file for all, with subtitles (WebVTT) per language. */
const Media = v.object({
  path: FilePathSchema,
  seconds: Seconds,
  captions: v.optional(localized(FilePathSchema)),
})

const Pixels = v.pipe(v.number(), v.integer(), v.minValue(1))
/**
 * A picture, in every type and size it is offered in; all show the same. A phone keeps one of them: the best it can show (`picture.ts`). A
 * type this app has never heard of is no mistake, only nothing it can show.
 */
const PictureSchema = v.object({
  variants: v.pipe(
    v.array(
      v.object({
        path: FilePathSchema,
        /** IANA media type, the same as in the manifest. */
        type: v.pipe(v.string(), v.regex(/^image\/[a-z0-9.+-]+$/)),
        width: Pixels,
        height: Pixels,
      }),
    ),
    v.minLength(1),
  ),
})
export type Picture = v.InferOutput<typeof PictureSchema>
export type PictureVariant = Picture['variants'][number]

/** One thing to read, look at or listen to. All paths are files of the same manifest. */
export const ItemSchema = v.object({
  id: Id,
  kind: v.picklist(['chapter', 'speech', 'slideshow', 'song', 'documentary', 'notice']),
  title: LocalizedTextSchema,
  summary: v.optional(LocalizedTextSchema),
  speaker: v.optional(LocalizedTextSchema),
  /** Markdown (CommonMark), one file a language. */
  text: v.optional(localized(FilePathSchema)),
  audio: v.optional(Media),
  video: v.optional(Media),
  poster: v.optional(PictureSchema),
  slides: v.optional(
    v.array(v.object({ image: PictureSchema, caption: LocalizedTextSchema, alt: LocalizedTextSchema })),
  ),
  /** Where the recording breaks off because the speaker was cut, in seconds. */
  cutAt: v.optional(Seconds),
  /** Notices: when it was published. */
  published: v.optional(Timestamp),
  /** Locked: all the rest of this entry is what may be known before; the lock of the same id in the manifest has the files. */
  lock: v.optional(
    v.object({
      /** The sealed file that holds the item itself, as JSON of this schema. */
      item: FilePathSchema,
      /** When its key is to be given out. A person's plan, and no lock. */
      opens: v.optional(Timestamp),
    }),
  ),
  /** Notices: keys that are out, as codes (`lock/code.ts`). */
  releases: v.optional(v.array(v.object({ lock: Id, code: v.string() }))),
})
export type Item = v.InferOutput<typeof ItemSchema>
export type ItemKind = Item['kind']

export const ProgrammeEntrySchema = v.object({
  id: Id,
  starts: Timestamp,
  seconds: Seconds,
  title: LocalizedTextSchema,
  /** The item that holds what was said, once or already in the edition. */
  item: v.optional(Id),
})
export type ProgrammeEntry = v.InferOutput<typeof ProgrammeEntrySchema>

/** `content.json`: the table of contents of an edition, in reading order. */
export const ContentSchema = v.object({
  format: v.literal('sada-content/1'),
  organisation: v.object({
    name: LocalizedTextSchema,
    /** One line said on every screen's foot; the demo's says that all of it is invented. */
    notice: LocalizedTextSchema,
  }),
  event: v.object({
    title: LocalizedTextSchema,
    starts: Timestamp,
    ends: Timestamp,
    /** Where it takes place (IANA time zone, `Asia/Karachi`): told to those who watch from another. */
    zone: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z][\w+/-]{0,63}$/))),
  }),
  /** Multivariant playlists of the live broadcast, all equal; relative to the app's origin or absolute. */
  broadcasts: v.array(v.string()),
  /** Addresses that serve this edition, all equal. */
  mirrors: v.array(v.string()),
  programme: v.array(ProgrammeEntrySchema),
  items: v.array(ItemSchema),
})
export type Content = v.InferOutput<typeof ContentSchema>
