import 'fake-indexeddb/auto'
import sharp from 'sharp'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Bytes, fromBase64Url, utf8 } from '../shared/bytes.ts'
import { variantHere } from '../shared/kept-pictures.ts'
import { packOf } from '../shared/pack/testing.ts'
import type { Sight } from '../shared/picture.ts'
import { makePack, planPack } from './exchange/make-pack.ts'
import { onThisPhone } from './exchange/on-this-phone.ts'
import { packInbox } from './exchange/pack-in.ts'
import type { Progress } from './import-progress.ts'
import { memoryStore } from './memory-store.ts'
import { openPacks, type Packs } from './packs.ts'
import { browserSight, pixelsWorthHaving, samples } from './sight.ts'
import {
  makeEdition,
  mapSource,
  memoryWishes,
  newKeys,
  type TestEdition,
  type TestKeys,
  testContent,
} from './test-edition.ts'
import { everything } from './wishes.ts'

const both = (text: string) => ({ en: text, ur: text })
const kinds = ['480.avif', '480.webp', '480.jpg', '960.avif', '960.webp']
const pathsOf = (stem: string) => kinds.map((kind) => `items/tribute/${stem}.${kind}`)
const picture = (stem: string) => ({
  variants: kinds.map((kind) => {
    const [width = '', type = ''] = kind.split('.')
    return {
      path: `items/tribute/${stem}.${kind}`,
      type: `image/${type === 'jpg' ? 'jpeg' : type}`,
      width: Number(width),
      height: Number(width) / 2,
    }
  }),
})
const avif: Sight = { types: ['image/avif', 'image/webp', 'image/jpeg', 'image/png'], pixels: 720 }
const webp: Sight = { types: ['image/webp', 'image/jpeg', 'image/png'], pixels: 720 }
const old: Sight = { types: ['image/jpeg', 'image/png'], pixels: 720 }

let keys: TestKeys
let edition: TestEdition
beforeAll(async () => {
  keys = await newKeys()
  const content = testContent(7)
  content.items.push({
    id: 'tribute',
    kind: 'slideshow',
    title: both('Tribute'),
    slides: ['a', 'b'].map((stem) => ({ image: picture(stem), caption: both(stem), alt: both(stem) })),
  })
  edition = await makeEdition(keys, 7, {
    without: ['items/tribute/1.webp'],
    extra: {
      'content.json': utf8(JSON.stringify(content)),
      ...Object.fromEntries(['a', 'b'].flatMap(pathsOf).map((path) => [path, utf8(`bytes of ${path}`)])),
    },
  })
})
const opened: Packs[] = []
afterEach(() => {
  for (const packs of opened.splice(0)) packs.close()
})

const phone = async (
  sight: Sight,
  files: ReadonlyMap<string, Bytes> = edition.files,
  store = memoryStore(),
) => {
  const source = mapSource(files)
  const packs = await openPacks({
    trust: keys.trust,
    mirrors: ['/edition/'],
    openStore: async () => ({ ...store, durable: true }),
    sourceOf: () => source,
    locks: null,
    channel: null,
    storage: null,
    wake: () => ({ sooner: () => {}, stop: () => {} }),
    wishes: memoryWishes(),
    prefetch: () => undefined,
    savesData: () => false,
    sight: async () => sight,
    now: () => Date.parse('2031-01-08T00:00:00Z'),
    random: () => 0.5,
  })
  opened.push(packs)
  await packs.sync()
  const pictures = () => source.asked.filter((path) => path.includes('/tribute/')).sort()
  return { packs, source, store, pictures, state: () => packs.state.get() }
}
const nothing = new Map<string, Bytes>()
const packFile = async (
  keep: (path: string) => boolean,
  files: ReadonlyMap<string, Bytes> = edition.files,
) => {
  const chosen = [...files].filter(([path]) => path.startsWith('manifest.') || keep(path))
  return new File([await packOf(Object.fromEntries(chosen))], 'pack.html')
}
const isPicture = (path: string) => path.includes('/tribute/')
const take = async (packs: Packs, file: File) => {
  const inbox = packInbox(packs)
  await inbox.look(file)
  const found = inbox.state.get()
  await inbox.take()
  return { found: found.at === 'found' ? found.found : null, now: inbox.state.get() }
}

describe('a sync', () => {
  it.each([
    ['AVIF', avif, '960.avif'],
    ['WebP', webp, '960.webp'],
    ['neither', old, '480.jpg'],
    ['AVIF, and spares data', { ...avif, pixels: 0 }, '480.avif'],
  ])(
    'of a phone that shows %s fetches one variant of each picture and is complete',
    async (_what, sight, kind) => {
      const { pictures, state } = await phone(sight)
      expect(pictures()).toEqual([`items/tribute/a.${kind}`, `items/tribute/b.${kind}`])
      expect(state()).toMatchObject({ complete: true, problem: null })
      const kept = onThisPhone(state().reader!).find((one) => one.kind === 'pictures')
      expect(kept).toMatchObject({ items: 2, itemsTotal: 2 })
      expect(kept?.bytes).toBe(kept?.bytesTotal)
    },
  )

  it('tells progress by what this phone takes', async () => {
    const { packs } = await phone(avif, nothing)
    const inbox = packInbox(packs)
    await inbox.look(await packFile(() => true))
    const looked = inbox.state.get()
    if (looked.at !== 'found') throw new Error(looked.at)
    const { source, fresh } = looked.found
    // Ten files are of two pictures.
    expect(fresh.items).toBe(edition.manifest.files.length - 8)
    const told: Progress[] = []
    await packs.importFrom(source, {
      signal: new AbortController().signal,
      onProgress: (progress) => told.push(progress),
    })
    const { items, bytes } = fresh
    expect(told.at(-1)).toMatchObject({ items, itemsTotal: items, bytes, bytesTotal: bytes })
  })

  it('asks for nothing more where a pack has brought a variant that will do', async () => {
    const store = memoryStore()
    const first = await phone(avif, nothing, store)
    await take(first.packs, await packFile((path) => !isPicture(path) || path.endsWith('480.webp')))
    expect(first.state().complete).toBe(true)
    const again = await phone(avif, edition.files, store)
    expect(again.pictures()).toEqual([])
    const [slide] = again.state().reader!.content.items.find(({ id }) => id === 'tribute')!.slides!
    expect(variantHere(slide!.image, again.state().reader!).path).toBe('items/tribute/a.480.webp')
  })

  it('brings no other variant of a picture that was removed', async () => {
    const { packs, pictures, state } = await phone(avif)
    const before = pictures()
    await packs.wish({ ...everything, declined: pathsOf('a') })
    await packs.removeUnwanted()
    await packs.sync()
    expect(pictures()).toEqual(before)
    expect(state().reader!.has('items/tribute/a.960.avif')).toBe(false)
    expect(state().reader!.has('items/tribute/b.960.avif')).toBe(true)
    expect(state().complete).toBe(true)
  })
})

describe('a pack', () => {
  it('that holds every variant is taken one by one, and still judged as a whole', async () => {
    const { packs, state } = await phone(webp, nothing)
    const { found } = await take(packs, await packFile(() => true))
    expect(found).toMatchObject({ part: false })
    expect(
      edition.manifest.files
        .filter(({ path }) => isPicture(path) && state().reader!.has(path))
        .map(({ path }) => path),
    ).toEqual(['items/tribute/a.960.webp', 'items/tribute/b.960.webp'])
    const forged = new Map(edition.files).set(
      'items/tribute/a.480.jpg',
      edition.files.get('items/tribute/b.480.jpg')!,
    )
    const other = await phone(webp, nothing)
    const { now } = await take(other.packs, await packFile(() => true, forged))
    expect(now).toMatchObject({ at: 'refused', problem: { key: 'hash' } })
    expect(other.state().reader).toBeNull()
  })

  it('with one variant of each is whole; with none of one it is a part', async () => {
    const { packs } = await phone(avif, nothing)
    const inbox = packInbox(packs)
    const look = async (keep: (path: string) => boolean) => {
      await inbox.look(await packFile(keep))
      const now = inbox.state.get()
      return now.at === 'found' && now.found.part
    }
    expect(await look((path) => !isPicture(path) || path.endsWith('480.jpg'))).toBe(false)
    expect(await look((path) => !isPicture(path) || path.endsWith('a.480.jpg'))).toBe(true)
    expect(await look((path) => path !== 'items/film/video.mp4')).toBe(true)
  })

  it('made on a phone carries the variant that most can show, on its page too', async () => {
    const { packs, state } = await phone(avif, nothing)
    // Both are here: WebP came from a friend, AVIF before it.
    await take(packs, await packFile((path) => !isPicture(path) || path.endsWith('960.avif')))
    const reader = state().reader!
    const { store, opened: edition7 } = await packs.shelf
    const listed = edition.manifest.files.find(({ path }) => path === 'items/tribute/a.960.webp')!
    await store.put(listed.sha256, edition.files.get(listed.path)!)
    await (await packs.shelf).refresh()
    const choice = {
      items: new Set(reader.content.items.map(({ id }) => id)),
      languages: new Set(['en'] as const),
      groups: new Set(['text', 'image', 'audio', 'video'] as const),
    }
    const plan = await planPack(reader, edition7!.stored, choice, new Map())
    expect(plan.files.map(({ path }) => path).filter(isPicture)).toEqual([
      'items/tribute/a.960.webp',
      'items/tribute/b.960.avif',
    ])
    const page = plan.page.map((piece) => (typeof piece === 'string' ? piece : `[${piece.path}]`)).join('')
    expect(page).toContain('width="960" height="480" src="[items/tribute/a.960.webp]"')
    const made = await makePack(reader, edition7!.stored, plan, {})
    expect(made.file.size).toBe(plan.size)
    const friend = await phone(webp, nothing)
    const { found } = await take(friend.packs, made.file)
    expect(found?.part).toBe(true) // Urdu was not chosen.
    expect(friend.state().reader!.has('items/tribute/a.960.webp')).toBe(true)
  })
})

describe('what a browser shows', () => {
  it('is tried with real pictures', async () => {
    for (const [type, base64] of Object.entries(samples)) {
      const { format, width, height } = await sharp(fromBase64Url(base64)).metadata()
      expect([`image/${format === 'heif' ? 'avif' : format}`, width, height]).toEqual([type, 1, 1])
    }
  })
  it('is everything that decodes, and JPEG and PNG in any case', async () => {
    vi.stubGlobal('createImageBitmap', async ({ type }: Blob) => {
      if (type === 'image/avif') throw new DOMException('no', 'InvalidStateError')
      return {}
    })
    vi.stubGlobal('screen', { width: 412, height: 915 })
    vi.stubGlobal('devicePixelRatio', 2.6)
    vi.stubGlobal('matchMedia', () => ({ matches: false }))
    try {
      expect(await browserSight()).toEqual({ types: ['image/webp', 'image/jpeg', 'image/png'], pixels: 824 })
      vi.stubGlobal('createImageBitmap', undefined)
      expect((await browserSight()).types).toEqual(['image/jpeg', 'image/png'])
      vi.stubGlobal('matchMedia', () => ({ matches: true }))
      expect((await browserSight()).pixels).toBe(0)
    } finally {
      vi.unstubAllGlobals()
    }
  })
  it('is no more pixels than its column has, whichever way the phone is held', () => {
    expect(pixelsWorthHaving({ width: 360, height: 740 }, 1, false)).toBe(360)
    expect(pixelsWorthHaving({ width: 740, height: 360 }, 3, false)).toBe(720)
    expect(pixelsWorthHaving({ width: 2560, height: 1440 }, 1, false)).toBe(608)
    expect(pixelsWorthHaving({ width: 360, height: 740 }, 3, true)).toBe(0)
  })
})
