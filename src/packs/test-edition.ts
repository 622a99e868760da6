import { type Bytes, sha256, toBase64Url, utf8 } from '../shared/bytes.ts'
import { chunksOf } from '../shared/chunk-hashes.ts'
import type { Content } from '../shared/content.ts'
import type { Giving } from '../shared/giving.ts'
import type { Manifest, ManifestFile } from '../shared/manifest.ts'
import { ProblemError } from '../shared/problem.ts'
import { type PrivateJwk, publicKeyOf, sign } from '../shared/signature.ts'
import type { EditionSource } from './edition-source.ts'
import type { Trust } from './open-manifest.ts'
import type { Wishes, WishStore } from './wishes.ts'

/** For tests only: editions made and signed on the spot with fresh keys. */
export const newKey = async (): Promise<PrivateJwk> => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
  return (await crypto.subtle.exportKey('jwk', pair.privateKey)) as unknown as PrivateJwk
}

export interface TestKeys {
  content: PrivateJwk
  donation: PrivateJwk
  trust: Trust
}

export const newKeys = async (): Promise<TestKeys> => {
  const [content, donation] = await Promise.all([newKey(), newKey()])
  const trust = { id: 'lantern', contentKey: publicKeyOf(content), donationKey: publicKeyOf(donation) }
  return { content, donation, trust }
}

const both = (text: string) => ({ en: text, ur: text })
const key87 = toBase64Url(new Uint8Array(65).fill(4))

export const testContent = (edition: number, mirrors: string[] = []): Content => ({
  format: 'sada-content/1',
  organisation: { name: both('Lantern'), notice: both('All of it is invented.') },
  event: { title: both('Evening'), starts: '2031-01-07T16:00:00Z', ends: '2031-01-07T20:00:00Z' },
  broadcasts: [],
  mirrors,
  programme: [],
  items: [
    {
      id: 'one',
      kind: 'chapter',
      title: both(`Chapter of ${edition}`),
      text: { en: 'items/one/en.md', ur: 'items/one/ur.md' },
    },
    {
      id: 'speech',
      kind: 'speech',
      title: both('Speech'),
      text: both('items/speech/en.md'),
      audio: { path: 'items/speech/audio.m4a', seconds: 3 },
    },
  ],
})

const giving: Giving = {
  format: 'sada-giving/1',
  organisation: 'lantern',
  currencies: [],
  commitments: ['now'],
  pledgeDays: 30,
  methods: [],
  declarations: [],
  sealingKey: key87,
  gatewayKeys: [key87],
  gateways: ['/'],
}

type Kind = [pattern: RegExp, type: string, group: ManifestFile['group']]
const other: Kind = [/./, 'application/octet-stream', 'index']
const kinds: Kind[] = [
  [/^(content|giving)\.json$/, 'application/json', 'index'],
  [/\.md$/, 'text/markdown', 'text'],
  [/\.webp$/, 'image/webp', 'image'],
  [/\.avif$/, 'image/avif', 'image'],
  [/\.jpg$/, 'image/jpeg', 'image'],
  [/\.m4a$/, 'audio/mp4', 'audio'],
  [/\.mp4$/, 'video/mp4', 'video'],
  [/\.words\.bin$/, 'application/octet-stream', 'text'],
  [/\.sound\.bin$/, 'application/octet-stream', 'audio'],
]

export interface TestEdition {
  /** By name, `manifest.json` and `manifest.sig` included. */
  files: Map<string, Bytes>
  manifest: Manifest
}

/** A whole edition. `extra` files replace or join the usual ones; `without` are left out before signing. */
export const makeEdition = async (
  keys: TestKeys,
  edition: number,
  options: {
    extra?: Record<string, Bytes>
    without?: string[]
    /** Who signs `giving.json`. */
    donation?: PrivateJwk
    manifest?: Partial<Manifest>
    mirrors?: string[]
  } = {},
): Promise<TestEdition> => {
  const givingBytes = utf8(JSON.stringify(giving))
  const files = new Map<string, Bytes>(
    Object.entries({
      'content.json': utf8(JSON.stringify(testContent(edition, options.mirrors))),
      'giving.json': givingBytes,
      'giving.sig': await sign(options.donation ?? keys.donation, givingBytes),
      'items/one/en.md': utf8(`# One\n\nEdition ${edition}.`),
      'items/one/ur.md': utf8('# ایک\n\nمتن'),
      'items/speech/en.md': utf8('The speech never changes.'),
      'items/tribute/1.webp': utf8('a picture'),
      'items/speech/audio.m4a': utf8('three seconds of sound'),
      'items/film/video.mp4': utf8('a short film'.repeat(20)),
      ...options.extra,
    }),
  )
  for (const name of options.without ?? []) files.delete(name)
  const listed = await Promise.all(
    [...files].map(async ([path, bytes]): Promise<ManifestFile> => {
      const [, type, group] = kinds.find(([pattern]) => pattern.test(path)) ?? other
      return {
        path,
        type,
        group,
        bytes: bytes.length,
        sha256: await sha256(bytes),
        ...(await chunksOf(bytes)),
      }
    }),
  )
  const manifest: Manifest = {
    format: 'sada-edition/1',
    organisation: 'lantern',
    edition,
    issued: '2031-01-07T12:00:00Z',
    freshUntil: '2031-02-07T12:00:00Z',
    minimumApp: 1,
    files: listed,
    ...options.manifest,
  }
  await signInto(files, utf8(JSON.stringify(manifest)), keys.content)
  return { files, manifest }
}

/** Puts `manifest` and its signature among the files. */
export const signInto = async (
  files: Map<string, Bytes>,
  manifest: Bytes,
  key: PrivateJwk,
): Promise<void> => {
  files.set('manifest.json', manifest)
  files.set('manifest.sig', await sign(key, manifest))
}

/** A source that hands out `files` as they are at the moment, and writes down what it was asked for. */
export const mapSource = (
  files: ReadonlyMap<string, Bytes>,
  name = 'test',
): EditionSource & { asked: string[] } => {
  const asked: string[] = []
  return {
    name,
    asked,
    async get(path, { limit, signal, onProgress }) {
      signal?.throwIfAborted()
      asked.push(path)
      const bytes = files.get(path)
      if (!bytes) throw new ProblemError('not-found', path)
      if (bytes.length > limit) throw new ProblemError('size', path)
      onProgress?.(bytes.length)
      return bytes.slice()
    },
  }
}

/** Wishes that last as long as the test. */
export const memoryWishes = (wishes: Wishes | null = null): WishStore => {
  let kept = wishes
  return {
    load: () => kept,
    save(next) {
      kept = next
    },
  }
}

/** The key of the problem `promise` rejects with. */
export const problemOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise
    return 'none'
  } catch (error) {
    return error instanceof ProblemError ? error.key : String(error)
  }
}
