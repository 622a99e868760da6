import type { Manifest } from '../../shared/manifest.ts'

/** The same for a program (`--json`). `bytes` of its files, without the manifest. */
export const factsOf = ({ edition, organisation, files, issued, freshUntil }: Manifest) => ({
  edition,
  organisation,
  files: files.length,
  bytes: files.reduce((sum, file) => sum + file.bytes, 0),
  issued,
  freshUntil,
})

/** An edition in one line: number, organisation, files, size (MB of 10^6 bytes), freshness. */
export const summarise = ({ edition, organisation, files, issued, freshUntil }: Manifest): string => {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const dates = `issued ${issued.slice(0, 10)}, fresh until ${freshUntil.slice(0, 10)}`
  return `Edition ${edition} of ${organisation}: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, ${dates}`
}
