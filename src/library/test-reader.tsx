import { render } from '@testing-library/preact'
import type { ComponentChildren } from 'preact'
import type { Content, Item } from '../shared/content.ts'
import type { Language } from '../shared/language.ts'
import type { Manifest, ManifestFile } from '../shared/manifest.ts'
import { ProblemError } from '../shared/problem.ts'
import type { EditionReader } from '../shared/reader.ts'
import { inLanguage } from '../ui/testing.tsx'

const both = (text: string) => ({ en: text, ur: `${text} (ur)` })

/** A picture in two types, of which only one is on this phone. */
const picture = (stem: string) => ({
  variants: ['avif', 'webp'].map((type) => ({
    path: `${stem}.${type}`,
    type: `image/${type}`,
    width: 480,
    height: 360,
  })),
})

const items: Item[] = [
  {
    id: 'work',
    kind: 'chapter',
    title: { en: 'Work', ur: 'روزگار' },
    text: { en: 'items/work/en.md', ur: 'items/work/ur.md' },
  },
  {
    id: 'water',
    kind: 'chapter',
    title: both('Water'),
    text: { en: 'items/water/en.md', ur: 'items/water/en.md' },
  },
  {
    id: 'schools',
    kind: 'chapter',
    title: both('Schools'),
    text: { en: 'items/schools/en.md', ur: 'items/schools/en.md' },
  },
  {
    id: 'address',
    kind: 'speech',
    title: both('Address'),
    speaker: both('Noor Chiragh'),
    text: { en: 'items/address/en.md', ur: 'items/address/en.md' },
    audio: {
      path: 'items/address/audio.m4a',
      seconds: 95,
      captions: { en: 'items/address/en.vtt', ur: 'items/address/ur.vtt' },
    },
    cutAt: 83,
  },
  {
    id: 'tribute',
    kind: 'slideshow',
    title: both('Tribute'),
    slides: [1, 2, 3].map((n) => ({
      image: picture(`items/tribute/${n}`),
      caption: both(`Caption ${n}`),
      alt: both(`Picture of ${n}`),
    })),
  },
  {
    id: 'film',
    kind: 'documentary',
    title: both('Film'),
    video: { path: 'items/film/video.mp4', seconds: 40 },
  },
  { id: 'old', kind: 'notice', title: both('Old notice'), published: '2031-01-01T10:00:00Z' },
  { id: 'new', kind: 'notice', title: both('New notice'), published: '2031-01-07T10:00:00Z' },
]

const content: Content = {
  format: 'sada-content/1',
  organisation: { name: both('Lantern'), notice: both('Invented.') },
  event: { title: both('The evening'), starts: '2031-01-07T16:00:00Z', ends: '2031-01-07T20:00:00Z' },
  broadcasts: [],
  mirrors: [],
  programme: [
    { id: 'a', starts: '2031-01-07T16:00:00Z', seconds: 600, title: both('Opening') },
    { id: 'b', starts: '2031-01-07T16:10:00Z', seconds: 600, title: both('The address'), item: 'address' },
  ],
  items,
}

const texts: Record<string, string> = {
  'items/work/en.md': '## First\n\nWork for **all**.',
  'items/work/ur.md': 'سب کے لیے کام۔',
  'items/water/en.md': 'Water.',
  'items/schools/en.md': 'Schools.',
  'items/address/en.md': 'Friends, I was saying',
  'items/address/audio.m4a': 'sound',
  'items/address/en.vtt':
    'WEBVTT\n\n00:00.000 --> 00:05.000\nFriends\n\n00:05.000 --> 00:09.000\nI was saying that wells\n\n01:00.000 --> 01:20.000\nmatter\n',
  'items/address/ur.vtt':
    'WEBVTT\n\n00:00.000 --> 00:05.000\nدوستو\n\n00:05.000 --> 00:09.000\nمیں کہہ رہا تھا\n',
  'items/tribute/1.webp': 'one',
  'items/tribute/2.webp': 'two',
  'items/tribute/3.webp': 'three',
  'items/film/video.mp4': 'film',
}

const groupOf = (path: string): ManifestFile['group'] =>
  path.endsWith('.md') || path.endsWith('.vtt')
    ? 'text'
    : path.endsWith('.webp')
      ? 'image'
      : path.endsWith('.mp4')
        ? 'video'
        : 'audio'

/** For tests only: an edition in memory. Files named in `missing` are listed, but not on this phone. */
export const testReader = (missing: readonly string[] = []): EditionReader => {
  const has = (path: string) => path in texts && !missing.includes(path)
  const files = Object.entries(texts).map(
    ([path, text]): ManifestFile => ({
      path,
      type: 'application/octet-stream',
      bytes: text.length,
      sha256: path,
      group: groupOf(path),
    }),
  )
  return {
    manifest: { edition: 1, files } as unknown as Manifest,
    content,
    giving: null,
    has,
    async file(path) {
      if (!has(path)) throw new ProblemError('missing-file', path)
      return new Blob([texts[path] ?? ''])
    },
  }
}

/** Renders in a language, and again in the same. */
export const show = (children: ComponentChildren, language: Language = 'en') => {
  const { rerender, ...shown } = render(inLanguage(children, language))
  return { ...shown, rerender: (what: ComponentChildren) => rerender(inLanguage(what, language)) }
}
