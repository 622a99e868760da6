import type { Language } from '../../shared/language.ts'
import type { groups, ManifestFile } from '../../shared/manifest.ts'

type Group = (typeof groups)[number]

/** Files an edition may hold, by extension. No SVG and no HTML: both can run scripts. */
const kinds: Record<string, { type: string; group: Group }> = {
  json: { type: 'application/json', group: 'index' },
  sig: { type: 'application/octet-stream', group: 'index' },
  md: { type: 'text/markdown', group: 'text' },
  vtt: { type: 'text/vtt', group: 'text' },
  webp: { type: 'image/webp', group: 'image' },
  avif: { type: 'image/avif', group: 'image' },
  jpg: { type: 'image/jpeg', group: 'image' },
  png: { type: 'image/png', group: 'image' },
  m4a: { type: 'audio/mp4', group: 'audio' },
  mp4: { type: 'video/mp4', group: 'video' },
}

/** Type, group and language of a file by its name (`…/en.md`, `…/audio.ur.vtt`); `null` where it may not be in an edition. */
export const describeFile = (path: string): Pick<ManifestFile, 'type' | 'group' | 'language'> | null => {
  const kind = kinds[path.slice(path.lastIndexOf('.') + 1)]
  if (!kind) return null
  const language = /(?:^|[/.])(en|ur)\.[a-z]+$/.exec(path)?.[1] as Language | undefined
  return { ...kind, ...(language ? { language } : {}) }
}
