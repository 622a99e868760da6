import { readFileSync } from 'node:fs'
import { type Bytes, sha256, utf8 } from '../../../src/shared/bytes.ts'
import { chunksOf } from '../../../src/shared/chunk-hashes.ts'
import type { Content } from '../../../src/shared/content.ts'
import { appVersion, type Manifest, type ManifestFile } from '../../../src/shared/manifest.ts'
import { bytesSource } from '../../../src/shared/pack/byte-source.ts'
import { editionParts } from '../../../src/shared/pack/edition-pack.ts'
import { writePack } from '../../../src/shared/pack/write-pack.ts'
import { type PrivateJwk, sign } from '../../../src/shared/signature.ts'

/** An edition the built app believes: signed with the demonstration's keys, with as many bytes as a bench wants. */
export interface BenchEdition {
  manifest: Bytes
  signature: Bytes
  listed: ManifestFile[]
  files: Map<string, Bytes>
}

const built = (name: string): Bytes => new Uint8Array(readFileSync(`dist/edition/${name}`))

/** Bytes that nothing makes smaller, the same every time. */
export const noise = (size: number, seed: number): Bytes => {
  const bytes = new Uint8Array(size)
  const words = new Uint32Array(bytes.buffer, 0, size >> 2)
  let state = seed | 1
  for (let i = 0; i < words.length; i++) {
    // xorshift32 (G. Marsaglia, 2003)
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[i] = state
  }
  return bytes
}

const kinds: Record<string, readonly [ManifestFile['group'], string]> = {
  mp4: ['video', 'video/mp4'],
  m4a: ['audio', 'audio/mp4'],
  md: ['text', 'text/markdown'],
}
const other = ['index', 'application/json'] as const

/** @param extra files besides the demonstration's index, by path; `.mp4` is film, `.md` words, everything else sound */
export const makeEdition = async (
  edition: number,
  extra: ReadonlyMap<string, Bytes>,
): Promise<BenchEdition> => {
  const content = JSON.parse(readFileSync('dist/edition/content.json', 'utf8')) as Content
  const slim: Content = {
    ...content,
    mirrors: [],
    programme: [],
    items: [...extra.keys()].map((path, i) => ({
      id: `item-${i}`,
      kind: 'song',
      title: { en: path, ur: path },
      ...(path.endsWith('.md')
        ? { text: { en: path, ur: path } }
        : { [path.endsWith('.mp4') ? 'video' : 'audio']: { path, seconds: 1 } }),
    })),
  }
  const files = new Map<string, Bytes>([
    ['content.json', utf8(JSON.stringify(slim))],
    ['giving.json', built('giving.json')],
    ['giving.sig', built('giving.sig')],
    ...extra,
  ])
  const listed: ManifestFile[] = []
  for (const [path, bytes] of files) {
    const [group, type] = kinds[path.split('.').at(-1) ?? ''] ?? other
    listed.push({
      path,
      type,
      bytes: bytes.length,
      sha256: await sha256(bytes),
      group,
      ...(await chunksOf(bytes)),
    })
  }
  const { organisation } = JSON.parse(readFileSync('dist/edition/manifest.json', 'utf8')) as Manifest
  const manifest = utf8(
    JSON.stringify({
      format: 'sada-edition/1',
      organisation,
      edition,
      issued: '2031-01-07T12:00:00Z',
      freshUntil: '2032-01-07T12:00:00Z',
      minimumApp: appVersion,
      files: listed,
    } satisfies Manifest),
  )
  const key = JSON.parse(readFileSync('src/organiser/demo/keys/content.jwk.json', 'utf8')) as PrivateJwk
  return { manifest, signature: await sign(key, manifest), listed, files }
}

/** All of an edition as a pack. */
export const packOf = ({ manifest, signature, listed, files }: BenchEdition): ReadableStream<Uint8Array> =>
  writePack(
    editionParts(
      utf8('<!doctype html><meta charset="utf-8"><p>bench</p><plaintext hidden>\n'),
      { manifest, signature },
      listed.map((file) => ({ file, source: bytesSource(files.get(file.path) ?? new Uint8Array(0)) })),
    ),
  )
