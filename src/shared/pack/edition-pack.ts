import type { ManifestFile } from '../manifest.ts'
import { type ByteSource, bytesSource } from './byte-source.ts'
import type { PackFile, PackParts } from './write-pack.ts'

/** What is signed of an edition: the exact bytes that came from the organiser, so that a pack of a pack is as good as the first. */
export interface SignedManifest {
  /** `manifest.json` */
  manifest: Uint8Array
  /** `manifest.sig` */
  signature: Uint8Array
}

/** Files of a pack: the signed manifest as it is, then the edition's files. */
export const editionParts = (
  page: Uint8Array,
  { manifest, signature }: SignedManifest,
  files: readonly { file: ManifestFile; source: ByteSource }[],
): PackParts<PackFile> => ({
  prefix: page,
  files: [
    { name: 'manifest.json', source: bytesSource(manifest) },
    { name: 'manifest.sig', source: bytesSource(signature) },
    ...files.map(({ file, source }) => ({ name: file.path, source })),
  ],
})

/** What a pack is called: `.html`, because phones' share sheets take it. */
export const packFileName = (organisation: string, edition: number): string =>
  `${organisation}-edition-${edition}.html`
