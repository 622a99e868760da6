import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, it, vi } from 'vitest'
import type { Picture } from '../../shared/content.ts'
import { createFindings } from '../edition/findings.ts'
import { formatFinding } from '../problems.ts'
import { createScratch } from '../testing/source.ts'
import { makePictures, type PictureJob } from './make-pictures.ts'
import { pictureCache } from './picture-cache.ts'

const colours = ['#d02020', '#20d020', '#2020d0']
const jobs = (): Promise<PictureJob[]> =>
  Promise.all(
    colours.map(async (background, i) => ({
      file: `items/1-a/${i}.png`,
      stem: `items/a/${i}`,
      bytes: new Uint8Array(
        await sharp({ create: { width: 500, height: 300, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
      picture: { variants: [] as Picture['variants'] },
    })),
  )
const maxFile = 1024 * 1024

describe('making pictures', () => {
  it('fills in what the content says of them, and counts', async () => {
    const [findings, list, told] = [createFindings(), await jobs(), vi.fn()]
    const files = await makePictures(list, findings, { cache: null, maxFile, onProgress: told })
    expect(findings.list).toEqual([])
    for (const { stem, picture } of list) {
      expect(picture.variants.length).toBeGreaterThan(0)
      for (const { path, width } of picture.variants) {
        expect(path.startsWith(`${stem}.${width}.`)).toBe(true)
        expect(files.get(path)?.length).toBeGreaterThan(0)
      }
    }
    expect(files.size).toBe(list.flatMap(({ picture }) => picture.variants).length)
    expect(told.mock.calls.at(-1)).toEqual([3, 3, ''])
    expect(told.mock.calls.map(([done]) => done)).toEqual([...told.mock.calls.map(([done]) => done)].sort())
  })

  it('says which picture is damaged or still too large, and makes the others', async () => {
    const [findings, list] = [createFindings(), await jobs()]
    list[1]!.bytes = list[1]!.bytes.slice(0, 90)
    await makePictures(list, findings, { cache: null, maxFile: 20 })
    const found = findings.list.map(formatFinding).join('\n')
    expect(found).toMatch(/items\/1-a\/1\.png: this picture is damaged/)
    expect(found).toMatch(/items\/1-a\/0\.png: \d+ bytes as items\/a\/0\.500\.\w+, over the limit of 20/)
  })
})

describe('the cache', () => {
  it('gives the same bytes as making them, and none of anything else', async () => {
    using scratch = createScratch()
    const cache = pictureCache(scratch.folder)
    const [first, second] = [await jobs(), await jobs()]
    const made = await makePictures(first, createFindings(), { cache, maxFile })
    const get = vi.spyOn(cache, 'get')
    const put = vi.spyOn(cache, 'put')
    const cached = await makePictures(second, createFindings(), { cache, maxFile })
    expect(new Map([...cached].sort())).toEqual(new Map([...made].sort()))
    expect(second.map(({ picture }) => picture)).toEqual(first.map(({ picture }) => picture))
    expect(get).toHaveBeenCalledTimes(3)
    expect(put).not.toHaveBeenCalled()
    expect(await cache.get(new Uint8Array([1, 2, 3]))).toBeNull()
  })

  it('is not believed where it is damaged, and not needed where it cannot be written', async () => {
    using scratch = createScratch()
    const cache = pictureCache(scratch.folder)
    const [job] = await jobs()
    await makePictures([job!], createFindings(), { cache, maxFile })
    const [name] = readdirSync(scratch.folder)
    const text = readFileSync(scratch.in(name!), 'utf8')
    writeFileSync(scratch.in(name!), text.replace(/"base64":"./, '"base64":"Z'))
    expect(await cache.get(job!.bytes)).toBeNull()
    writeFileSync(scratch.in('file'), '')
    const nowhere = pictureCache(scratch.in('file', 'folder'))
    const files = await makePictures([job!], createFindings(), { cache: nowhere, maxFile })
    expect(files.size).toBeGreaterThan(0)
  })
})
