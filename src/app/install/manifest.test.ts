import { readFileSync, statSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { shareAction, shareKinds } from '../../shared/share-target.ts'
import { placeOf } from '../places-list.ts'

interface Picture {
  src: string
  sizes: string
  type: string
  purpose?: string
  form_factor?: 'narrow' | 'wide'
  label?: string
}
interface Localized {
  name: string
  name_localized: { ur: { value: string; dir: string } }
}
interface Manifest extends Localized {
  id: string
  start_url: string
  scope: string
  icons: Picture[]
  screenshots: Picture[]
  shortcuts: (Localized & { url: string; icons: Picture[] })[]
  share_target: { action: string; method: string; params: { files: { name: string; accept: string[] }[] } }
  file_handlers: { action: string }[]
}

const manifest = JSON.parse(readFileSync('public/manifest.webmanifest', 'utf8')) as Manifest
const pictures = [
  ...manifest.icons,
  ...manifest.screenshots,
  ...manifest.shortcuts.flatMap(({ icons }) => icons),
]

describe('the web manifest', () => {
  it.each(pictures.map((one) => [one.src, one] as const))(
    '%s is there, as large as it says',
    async (src, one) => {
      // biome-ignore format: a title
      const file = await sharp(`public${src}`).metadata()
      expect(`image/${file.format === 'svg' ? 'svg+xml' : file.format}`).toBe(one.type)
      if (one.sizes !== 'any') expect(`${file.width}x${file.height}`).toBe(one.sizes)
    },
  )

  it('has an icon of every purpose', () => {
    const purposes = manifest.icons.map(({ purpose }) => purpose ?? 'any')
    expect(new Set(purposes)).toEqual(new Set(['any', 'maskable', 'monochrome']))
  })

  it('keeps the maskable icon’s mark within its safe zone, on an opaque ground', async () => {
    const src = manifest.icons.find(({ purpose }) => purpose === 'maskable')?.src
    const { data, info } = await sharp(`public${src}`)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { width, height } = info
    const at = (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)]
    const ground = at(0, 0)
    expect(ground[3]).toBe(255)
    // Web App Manifest, "safe zone": a circle of two fifths of the size around the centre.
    const outside: number[][] = []
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        if (Math.hypot(x - width / 2, y - height / 2) > width * 0.4) outside.push(at(x, y))
    expect(outside.filter((pixel) => pixel.some((value, i) => value !== ground[i]))).toEqual([])
    expect(at(width / 2, height / 2)).not.toEqual(ground)
  })

  it('has a monochrome icon that is a shape and no plate', async () => {
    const src = manifest.icons.find(({ purpose }) => purpose === 'monochrome')?.src
    const { channels } = await sharp(`public${src}`).ensureAlpha().stats()
    expect(channels[3]?.min).toBe(0)
    expect(channels[3]?.max).toBe(255)
    expect(channels[3]?.mean).toBeLessThan(128)
  })

  it('shows both forms of the app, small and in words, as stores ask for', () => {
    const { screenshots } = manifest
    for (const form of ['narrow', 'wide'] as const) {
      const some = screenshots.filter(({ form_factor }) => form_factor === form)
      expect(some.length).toBeGreaterThan(1)
      // One shape a form, or Chromium shows only the first ones.
      expect(new Set(some.map(({ sizes }) => sizes)).size).toBe(1)
    }
    for (const { src, label } of screenshots) {
      expect(statSync(`public${src}`).size).toBeLessThanOrEqual(60_000)
      expect(label).toBeTruthy()
    }
  })

  it('leads to places of the app only, under whatever protocol and host it is served', () => {
    const { share_target, file_handlers, shortcuts, start_url, scope, id } = manifest
    expect([id, scope]).toEqual(['/', '/'])
    // The worker answers the share target (sw/share.ts); it is no page.
    expect(share_target).toMatchObject({ action: shareAction, method: 'POST' })
    expect(share_target.params.files.map(({ name }) => name)).toEqual(
      Object.values(shareKinds).map(({ field }) => field),
    )
    for (const { kept, failed } of Object.values(shareKinds))
      for (const landing of [kept, failed])
        expect(placeOf(new URL(landing, 'http://127.0.0.1').pathname)).not.toBeNull()
    for (const url of [
      start_url,
      ...shortcuts.map((one) => one.url),
      ...file_handlers.map((one) => one.action),
    ]) {
      expect(url).toMatch(/^\/[a-z]*$/)
      expect(placeOf(url), url).not.toBeNull()
    }
    expect(shortcuts.map(({ name }) => name)).toEqual(['Watch', 'Read', 'Give'])
  })

  it('speaks Urdu as well', () => {
    for (const { name_localized } of [manifest, ...manifest.shortcuts])
      expect(name_localized.ur).toEqual({ value: expect.stringMatching(/^[\u0600-\u06ff ]+$/), dir: 'rtl' })
  })
})
