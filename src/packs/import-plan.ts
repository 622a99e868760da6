import { groups, type Manifest, type ManifestFile } from '../shared/manifest.ts'

/** Groups an edition needs before it may be switched to: its words. Pictures, sound and film fill in afterwards. */
const needed: readonly ManifestFile['group'][] = ['index', 'text']

export interface ImportPlan {
  /** `content.json`, `giving.json` and `giving.sig`: fetched and understood before anything else. */
  index: ManifestFile[]
  /** The rest of what the switch waits for. */
  words: ManifestFile[]
  /** What comes after the switch. */
  media: ManifestFile[]
  /** Every different file that is wanted, held or not. */
  total: { items: number; bytes: number }
  held: { items: number; bytes: number }
}

const measure = (files: readonly ManifestFile[]) => ({
  items: files.length,
  bytes: files.reduce((sum, file) => sum + file.bytes, 0),
})

/**
 * What is still to be fetched, words before pictures before sound before film; files with the same bytes count once. `wants`: what of it at
 * all; `first`: what somebody waits for, before the other pictures, sound and film.
 */
export const planImport = (
  manifest: Pick<Manifest, 'files'>,
  held: ReadonlySet<string>,
  wants: (file: ManifestFile) => boolean = () => true,
  first: (file: ManifestFile) => boolean = () => false,
): ImportPlan => {
  const wanted = manifest.files.filter(wants)
  const different = [...new Map(wanted.map((file) => [file.sha256, file])).values()]
  const missing = different
    .filter((file) => !held.has(file.sha256))
    .sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group))
  return {
    index: missing.filter(({ group }) => group === 'index'),
    words: missing.filter(({ group }) => group !== 'index' && needed.includes(group)),
    media: missing
      .filter(({ group }) => !needed.includes(group))
      .sort((a, b) => Number(first(b)) - Number(first(a))),
    total: measure(different),
    held: measure(different.filter((file) => held.has(file.sha256))),
  }
}
