import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { makeVariants, pictureFault, recipe, widthsFor } from './make-variants.ts'

/** A drawing wider than it is high, red on its left side, so that its turning can be seen; always the same one. */
const photograph = async (width: number, height: number) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 300 200" preserveAspectRatio="none">
        <linearGradient id="sky" x2="0" y2="1"><stop stop-color="#204060"/><stop offset="1" stop-color="#70a0d8"/></linearGradient>
        <rect width="300" height="200" fill="url(#sky)"/><rect width="150" height="200" fill="#d02020"/>
        ${Array.from({ length: 40 }, (_, i) => `<circle cx="${150 + ((i * 37) % 150)}" cy="${(i * 53) % 200}" r="${3 + (i % 9)}" fill="hsl(${i * 9} 60% 50%)" opacity=".6"/>`).join('')}
      </svg>`,
    ),
  )
const bytesOf = async (image: Sharp) => new Uint8Array(await image.toBuffer())
const names = (made: { width: number; height: number; type: string }[]) =>
  made.map(({ width, height, type }) => `${type.slice(6)} ${width}×${height}`)

describe('the variants of a picture', () => {
  it('are AVIF and WebP in two widths, and a JPEG in the narrow one', async () => {
    const made = await makeVariants(await bytesOf((await photograph(1200, 800)).jpeg()))
    expect(names(made)).toEqual([
      'avif 480×320',
      'webp 480×320',
      'jpeg 480×320',
      'avif 960×640',
      'webp 960×640',
    ])
    for (const { type, width, height, bytes } of made) {
      const { format, compression, ...read } = await sharp(bytes).metadata()
      expect([format === 'heif' ? 'avif' : format, read.width, read.height]).toEqual([
        type.slice(6),
        width,
        height,
      ])
    }
  })

  it('are the same bytes every time', async () => {
    const source = await bytesOf((await photograph(1000, 700)).png())
    const [one, two] = [await makeVariants(source), await makeVariants(source)]
    expect(two).toEqual(one)
  })

  it('stand upright and tell nothing of camera, place or time', async () => {
    const source = (await photograph(900, 600))
      .withMetadata({ orientation: 6 })
      .withExifMerge({
        IFD0: { Make: 'Lantern camera' },
        IFD3: { GPSLatitude: '33/1 41/1 0/1', GPSLatitudeRef: 'N' },
      })
      .jpeg()
    const bytes = await bytesOf(source)
    expect(Buffer.from(bytes).includes('Lantern camera')).toBe(true)
    for (const { width, height, bytes: made } of await makeVariants(bytes)) {
      expect(height).toBe(Math.round(width * 1.5))
      const { exif, xmp, iptc, icc, orientation } = await sharp(made).metadata()
      expect([exif, xmp, iptc, icc, orientation]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
      ])
      expect(Buffer.from(made).includes('Lantern')).toBe(false)
      // Turned by a quarter to the right, the left side is on top.
      const { data } = await sharp(made)
        .resize(3, 3, { fit: 'fill' })
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      expect(data[0]! - data[2]!).toBeGreaterThan(80)
      expect(data[18]! - data[20]!).toBeLessThan(40)
    }
  })

  it('keep what is seen through, with a PNG for those who show neither', async () => {
    const source = sharp({
      create: { width: 600, height: 400, channels: 4, background: { r: 200, g: 40, b: 40, alpha: 0.4 } },
    })
    const made = await makeVariants(await bytesOf(source.png()))
    expect(made.map(({ extension }) => extension)).not.toContain('jpg')
    for (const { bytes } of made) expect((await sharp(bytes).stats()).isOpaque).toBe(false)
  })

  it('are never wider than the picture, and no two of nearly the same size', () => {
    expect([100, 480, 500, 640, 900, 5000].map(widthsFor)).toEqual([
      [100],
      [480],
      [500],
      [480, 640],
      [480, 900],
      [480, 960],
    ])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), (width) => {
        const widths = widthsFor(width)
        expect(Math.max(...widths)).toBe(Math.min(width, 960))
        expect(new Set(widths).size).toBe(widths.length)
      }),
    )
  })

  it('are left out where a type more phones can show is as small', async () => {
    // A flat colour: every type has little but its header, and AVIF's is the largest.
    const flat = sharp({ create: { width: 300, height: 200, channels: 3, background: '#204060' } })
    const made = await makeVariants(await bytesOf(flat.png()))
    for (const [i, one] of made.entries())
      for (const later of made.slice(i + 1))
        if (later.width === one.width) expect(one.bytes.length).toBeLessThan(later.bytes.length)
    expect(made.map(({ extension }) => extension)).not.toContain('avif')
  })
})

describe('a picture that cannot be one', () => {
  const still = () => sharp({ create: { width: 4, height: 4, channels: 3, background: '#fff' } })
  it('is told by its header, whatever it is called', async () => {
    expect(await pictureFault(await bytesOf(still().png()))).toBeNull()
    expect(await pictureFault(await bytesOf(still().jpeg()))).toBeNull()
    expect(await pictureFault(await bytesOf(still().webp()))).toBeNull()
    expect(await pictureFault(await bytesOf(still().avif()))).toBeNull()
    expect(await pictureFault(await bytesOf(still().gif()))).toMatch(/^is a GIF; save it as PNG/)
    expect(await pictureFault(await bytesOf(still().tiff()))).toBe('is tiff, not PNG, JPEG, WebP or AVIF')
    expect(
      await pictureFault(
        new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      ),
    ).toMatch(/^is svg/)
    expect(await pictureFault(new TextEncoder().encode('hello'))).toMatch(/^is no picture that can be read/)
    const frames = sharp([await still().png().toBuffer(), await still().negate().png().toBuffer()], {
      join: { animated: true },
    })
    expect(await pictureFault(await bytesOf(frames.webp()))).toMatch(/^moves/)
  })
  it('is refused where it is damaged', async () => {
    const whole = await bytesOf((await photograph(300, 200)).jpeg())
    await expect(makeVariants(whole.subarray(0, whole.length / 2))).rejects.toThrow()
  })
  it('is never made with more than one thread, so that the bytes are those of any machine', () => {
    expect(sharp.concurrency()).toBe(1)
    expect(recipe.widths).toEqual([480, 960])
  })
})
