import * as v from 'valibot'
import { LanguageSchema } from './localized.ts'

const sha256Hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/** A relative path of plain segments: no `..`, no leading slash, no empty or hidden segment, ASCII only. */
export const FilePathSchema = v.pipe(
  v.string(),
  v.maxLength(200),
  v.regex(/^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/),
)

/** What a file is for; also the order in which files are fetched: words before pictures before sound before film. */
export const groups = ['index', 'text', 'image', 'audio', 'video'] as const

/** Bytes of a chunk: small enough that a lie costs little, large enough that a film's hashes do not swell the manifest. */
export const chunkBytes = 256 * 1024

/** Whether `chunks` has a hash (32 bytes, base64url) for every chunk of a file of `size` bytes. */
export const fitsChunks = (chunks: string, size: number): boolean =>
  chunks.length === Math.ceil((Math.ceil(size / chunkBytes) * 32 * 4) / 3)

export const ManifestFileSchema = v.strictObject({
  path: FilePathSchema,
  /** IANA media type. */
  type: v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z0-9.+-]+$/)),
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  sha256: sha256Hex,
  group: v.picklist(groups),
  /** Absent where a file is the same in every language. */
  language: v.optional(LanguageSchema),
  /** Hashes of its chunks, where it is large (`chunk-hashes.ts`): a transfer that breaks off or lies loses little. */
  chunks: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/))),
})
export type ManifestFile = v.InferOutput<typeof ManifestFileSchema>

/** A locked item: the files that hold it, sealed until its key is out (`lock/seal.ts`). Ids are those of its item in `content.json`. */
export const LockSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
  /** `lockKeyHash` of the key that opens it. */
  keySha256: sha256Hex,
  /** Each is listed among the edition's files as well, by its sealed bytes; these are type, size and hash (`plainHash`) of what is inside. */
  files: v.array(
    v.object({
      path: FilePathSchema,
      type: ManifestFileSchema.entries.type,
      bytes: ManifestFileSchema.entries.bytes,
      sha256: sha256Hex,
    }),
  ),
})
export type Lock = v.InferOutput<typeof LockSchema>

/** `manifest.json`; `manifest.sig` is a raw ECDSA P-256 signature over its exact bytes. */
export const ManifestSchema = v.object({
  format: v.literal('sada-edition/1'),
  organisation: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
  edition: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  issued: v.pipe(v.string(), v.isoTimestamp()),
  freshUntil: v.pipe(v.string(), v.isoTimestamp()),
  /** Lowest app version that understands this edition, as an integer. */
  minimumApp: v.pipe(v.number(), v.safeInteger()),
  files: v.pipe(
    v.array(ManifestFileSchema),
    v.maxLength(5000),
    v.check(
      (files) => files.every(({ chunks, bytes }) => chunks === undefined || fitsChunks(chunks, bytes)),
      'chunk hashes of another size',
    ),
    v.check((files) => new Set(files.map((file) => file.path)).size === files.length, 'duplicate path'),
  ),
  /** An app that does not know them shows what `content.json` says of the items before they are opened. */
  locks: v.optional(v.array(LockSchema)),
})
export type Manifest = v.InferOutput<typeof ManifestSchema>

/** Paths of the files that are sealed with an item, by its id. */
export const sealedPathsOf = (id: string, { locks = [] }: Pick<Manifest, 'locks'>): string[] =>
  locks.filter((lock) => lock.id === id).flatMap(({ files }) => files.map(({ path }) => path))

/** Version of the edition format this app reads, compared with `minimumApp`. 2: pictures come in variants (`picture.ts`). 3: the form asks
 * what an edition says (`form.ts`). */
export const appVersion = 3

/** Largest manifest anyone may send us, bytes. */
export const manifestLimit = 1024 * 1024

/**
 * Where a mirror may keep a file a second time, by what it is: while it changes from one edition to the next, and for those that still read
 * the one before (`organiser/publish`). Asked only where the file's own path has something else.
 */
export const hashPath = (sha256: string): string => `sha256/${sha256}`

/** Well-known paths of an edition. */
export const contentPath = 'content.json'
export const givingPath = 'giving.json'
/** Raw signature over `giving.json`'s exact bytes by the donation key: the second signature. */
export const givingSignaturePath = 'giving.sig'

/** Bytes of all of them together. */
export const sumBytes = (files: readonly Pick<ManifestFile, 'bytes'>[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0)
