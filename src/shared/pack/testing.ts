import { type Bytes, concat, sha256, utf8 } from '../bytes.ts'
import type { Manifest, ManifestFile } from '../manifest.ts'
import { bytesSource } from './byte-source.ts'
import { writePack } from './write-pack.ts'

/** For tests only: everything a stream gives. */
export const drain = async (stream: ReadableStream<Uint8Array>): Promise<Bytes> => {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return concat(...chunks)
    chunks.push(value)
  }
}

/** For tests only: a pack of files in memory. */
export const packOf = (files: Readonly<Record<string, Bytes>>, prefix: Bytes = utf8('')): Promise<Bytes> =>
  drain(
    writePack({
      prefix,
      files: Object.entries(files).map(([name, bytes]) => ({ name, source: bytesSource(bytes) })),
    }),
  )

/** For tests only: an unsigned manifest of files in memory. */
export const manifestOf = async (
  files: Readonly<Record<string, Bytes>>,
): Promise<Pick<Manifest, 'files'>> => ({
  files: await Promise.all(
    Object.entries(files).map(
      async ([path, bytes]): Promise<ManifestFile> => ({
        path,
        type: 'text/plain',
        group: 'text',
        bytes: bytes.length,
        sha256: await sha256(bytes),
      }),
    ),
  ),
})
