// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import type { Content } from '../../shared/content.ts'
import type { Manifest, ManifestFile } from '../../shared/manifest.ts'
import type { EditionReader } from '../../shared/reader.ts'
import { inLanguage } from '../../ui/testing.tsx'
import { everything, type Wishes } from '../wishes.ts'
import { StorageRoom } from './StorageRoom.tsx'

afterEach(cleanup)

const types = ['avif', 'webp', 'jpeg']
const image = {
  variants: types.map((type) => ({ path: `a.480.${type}`, type: `image/${type}`, width: 480, height: 360 })),
}
const title = { en: 'Tribute', ur: 'خراج' }
const reader = {
  manifest: {
    files: image.variants.map(
      ({ path, type }): ManifestFile => ({ path, type, bytes: 9, sha256: path, group: 'image' }),
    ),
  } as Manifest,
  content: {
    items: [{ id: 'tribute', kind: 'slideshow', title, slides: [{ image, caption: title, alt: title }] }],
  } as unknown as Content,
  giving: null,
  has: (path) => path === 'a.480.avif',
  file: async () => new Blob([]),
} satisfies EditionReader

it('lets go of a picture in all its variants, so that no other one is fetched for it', () => {
  const removed: Wishes[] = []
  render(
    inLanguage(
      <StorageRoom
        reader={reader}
        wishes={everything}
        donations={null}
        onRemove={(wishes) => removed.push(wishes)}
      />,
    ),
  )
  fireEvent.click(screen.getByRole('button', { name: 'Remove Tribute' }))
  fireEvent.click(screen.getByRole('button', { name: 'Remove' }))
  expect(removed).toEqual([{ without: [], declined: types.map((type) => `a.480.${type}`) }])
})
