import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importEdition } from '../../packs/import-edition.ts'
import { memoryStore } from '../../packs/memory-store.ts'
import { makeEdition, newKeys, type TestEdition, type TestKeys } from '../../packs/test-edition.ts'
import { makeRotated, type RotatedKeys, rotate } from '../../packs/test-rotation.ts'
import { type Bytes, sha256, utf8 } from '../../shared/bytes.ts'
import { hashPath } from '../../shared/manifest.ts'
import type { Organisation } from '../../shared/organisation.ts'
import { ProblemError } from '../../shared/problem.ts'
import { verifyEdition } from '../edition/verify-edition.ts'
import { type S3Server, startS3, stricterS3 } from '../testing/s3-server.ts'
import { createScratch, type Scratch } from '../testing/source.ts'
import { folderTarget } from './folder-target.ts'
import { type Published, type PublishOptions, publish } from './publish.ts'
import { s3Target } from './s3-target.ts'
import type { Target } from './target.ts'

let keys: TestKeys
let rotated: RotatedKeys
let organisation: Organisation
/** Editions 1 and 2 (two words changed, one new, one gone), and 3 and 4 under changed keys. */
let editions: TestEdition[]
const film = utf8('frame '.repeat(1000))
beforeAll(async () => {
  keys = await newKeys()
  rotated = await rotate(keys, 3)
  const { id, contentKey, donationKey } = keys.trust
  organisation = { id, contentKey, donationKey, name: { en: 'Lantern', ur: 'فانوس' }, mirrors: [] }
  const extra = { 'items/film/video.mp4': film }
  editions = [
    await makeEdition(keys, 1, { extra: { ...extra, 'items/old/en.md': utf8('soon gone') } }),
    await makeEdition(keys, 2, {
      extra: { ...extra, 'items/new/en.md': utf8('new'), 'items/tribute/1.webp': utf8('b picture') },
    }),
    await makeRotated(rotated, 3, { extra }),
    await makeRotated(await rotate(rotated, 4), 4, { extra }),
  ]
})
const nth = (n: number) => editions[n - 1]!

/** An edition as a built folder. */
const built = async (scratch: Scratch, { files, manifest }: TestEdition) => {
  const folder = scratch.in(
    `built-${manifest.edition}-${(await sha256(files.get('manifest.sig')!)).slice(0, 8)}`,
  )
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  return {
    folder,
    manifest,
    manifestBytes: files.get('manifest.json')!,
    signature: files.get('manifest.sig')!,
  }
}
const put = async (
  scratch: Scratch,
  edition: TestEdition,
  target: Target,
  more: Partial<PublishOptions> = {},
): Promise<Published> =>
  publish(await built(scratch, edition), target, {
    organisation,
    force: false,
    prune: false,
    dryRun: false,
    ...more,
  })

/** A phone with nothing, or one that trusts what it had, in front of the target as a mirror. @returns the number of the edition it then has whole */
const phoneReads = async (target: Target, store = memoryStore(), trust = keys.trust): Promise<number> => {
  const source = {
    name: target.name,
    async get(name: string): Promise<Bytes> {
      const bytes = await target.read(name)
      if (!bytes) throw new ProblemError('not-found', name)
      return bytes
    },
  }
  return (await importEdition(source, store, trust)).edition
}

class PowerCut extends Error {}
/** The target, until the power goes with the nth thing that would change it. */
const cutAt = (target: Target, n: number): Target => {
  let left = n
  const spend = () => {
    if (left-- <= 0) throw new PowerCut()
  }
  return {
    ...target,
    put: async (...args) => {
      spend()
      await target.put(...args)
    },
    copy: async (...args) => {
      spend()
      await target.copy(...args)
    },
    remove: async (...args) => {
      spend()
      await target.remove(...args)
    },
  }
}

interface Store {
  name: string
  make(scratch: Scratch): Target
}
let s3: S3Server
let stricter: S3Server
let bucket = 0
const env = ({ address } = s3) => ({
  AWS_ENDPOINT_URL: address,
  AWS_ACCESS_KEY_ID: 'S3RVER',
  AWS_SECRET_ACCESS_KEY: 'S3RVER',
  AWS_REGION: 'us-east-1',
})
const s3Folder = createScratch()
beforeAll(async () => {
  const names = Array.from({ length: 40 }, (_, n) => `bucket-${n}`)
  s3 = await startS3(s3Folder.folder, names)
  stricter = await stricterS3(s3.address)
})
afterAll(async () => {
  await stricter.close()
  await s3.close()
  s3Folder[Symbol.dispose]()
})
const stores: Store[] = [
  { name: 'a folder', make: (scratch) => folderTarget(scratch.in('published')) },
  { name: 'an S3-compatible store', make: () => s3Target(`s3://bucket-${bucket++}/some/edition`, env()) },
]

describe.each(stores)('publishing to $name', ({ name: kind, make }) => {
  it('puts an edition where phones take it whole, and nothing twice', async () => {
    using scratch = createScratch()
    const target = make(scratch)
    const first = await put(scratch, nth(1), target)
    expect(first).toMatchObject({ before: null, same: false, kept: 0 })
    expect(await phoneReads(target)).toBe(1)
    const again = await put(scratch, nth(1), target)
    expect(again).toMatchObject({
      before: { edition: 1 },
      same: true,
      steps: [],
      kept: nth(1).manifest.files.length,
    })
    const second = await put(scratch, nth(2), target)
    expect(second.steps.filter(({ kind }) => kind === 'send').map(({ name }) => name)).not.toContain(
      'items/film/video.mp4',
    )
    expect(await phoneReads(target)).toBe(2)
    // What edition 1 had is still there for who is in the middle of it, by its path or its hash.
    for (const { path, sha256: hash } of nth(1).manifest.files) {
      const bytes = (await target.read(hashPath(hash))) ?? (await target.read(path))
      expect(await sha256(bytes!)).toBe(hash)
    }
  })

  it('killed at any moment leaves one edition whole for a new phone and for one that had the old; the next run completes it', async () => {
    using scratch = createScratch()
    // Keys that change are nothing to the store; a server in this process takes its time.
    const pairs = kind === 'a folder' ? [1, 2, 3] : [1]
    for (const [older, newer] of pairs.map((n) => [nth(n), nth(n + 1)] as const)) {
      for (let n = 0, done = false; !done; n++) {
        const place = `kill/${older.manifest.edition}-${n}`
        const fresh =
          kind === 'a folder' ? folderTarget(scratch.in(place)) : s3Target(`s3://bucket-36/${place}`, env())
        await put(scratch, older, fresh)
        const had = memoryStore()
        await phoneReads(fresh, had)
        done = await put(scratch, newer, cutAt(fresh, n)).then(
          () => true,
          (error) => {
            if (!(error instanceof PowerCut)) throw error
            return false
          },
        )
        const numbers = [older.manifest.edition, newer.manifest.edition]
        expect(numbers).toContain(await phoneReads(fresh))
        expect(numbers).toContain(await phoneReads(fresh, had))
        await put(scratch, newer, fresh)
        expect(await phoneReads(fresh)).toBe(newer.manifest.edition)
        expect(await phoneReads(fresh, had)).toBe(newer.manifest.edition)
        expect((await put(scratch, newer, fresh)).steps).toEqual([])
      }
    }
  }, 120_000)

  it('fits either manifest while it changes: whoever read the old one before gets a signature for it after', async () => {
    using scratch = createScratch()
    const target = make(scratch)
    await put(scratch, nth(1), target)
    const oldManifest = (await target.read('manifest.json'))!
    await put(scratch, nth(2), target)
    const slow = {
      ...target,
      read: async (name: string) => (name === 'manifest.json' ? oldManifest : target.read(name)),
    }
    expect(await phoneReads(slow)).toBe(1)
  })

  it('refuses to go back, or to say another thing under the same number, unless it is forced', async () => {
    using scratch = createScratch()
    const target = make(scratch)
    await put(scratch, nth(2), target)
    await expect(put(scratch, nth(1), target)).rejects.toThrow('edition 2 is published')
    const other = await makeEdition(keys, 2, { extra: { 'items/one/en.md': utf8('another truth') } })
    await expect(put(scratch, other, target)).rejects.toThrow('another edition 2 is published')
    expect(await phoneReads(target)).toBe(2)
    await put(scratch, nth(1), target, { force: true })
    expect(await phoneReads(target)).toBe(1)
  })

  it('refuses to replace what is no edition of this organisation', async () => {
    using scratch = createScratch()
    const target = make(scratch)
    const others = await makeEdition(await newKeys(), 1)
    await put(scratch, others, target, { force: true })
    await expect(put(scratch, nth(1), target)).rejects.toThrow('is no edition of lantern')
    await expect(put(scratch, nth(1), target, { force: true, prune: true })).rejects.toThrow(
      'is not empty and holds no edition',
    )
  })

  it('says what it would do, and does nothing', async () => {
    using scratch = createScratch()
    const target = make(scratch)
    await put(scratch, nth(1), target)
    const before = await target.list()
    const plan = await put(scratch, nth(2), target, { dryRun: true })
    expect(await target.list()).toEqual(before)
    const done = await put(scratch, nth(2), target)
    expect(done.steps).toEqual(plan.steps)
    expect(plan.steps.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      expect.arrayContaining(['send items/new/en.md', 'switch manifest.json', 'copy items/tribute/1.webp']),
    )
  })

  it('removes what the edition does not list when it is told to, and nothing else', async () => {
    using scratch = createScratch()
    const target = make(scratch)
    await put(scratch, nth(1), target)
    await put(scratch, nth(2), target)
    expect([...(await target.list()).keys()]).toContain('items/old/en.md')
    await put(scratch, nth(2), target, { prune: true })
    const listed = ['manifest.json', 'manifest.sig', ...nth(2).manifest.files.map(({ path }) => path)]
    expect([...(await target.list()).keys()].sort()).toEqual(listed.sort())
    expect(await phoneReads(target)).toBe(2)
  })
})

describe('a folder', () => {
  it('verifies as an edition, with what the one before left and without', async () => {
    using scratch = createScratch()
    const target = folderTarget(scratch.in('published'))
    await put(scratch, nth(1), target)
    await put(scratch, nth(2), target)
    const found = async (others: boolean) =>
      (await verifyEdition(target.name, organisation, { others })).findings.list.length
    expect([await found(true), (await found(false)) > 0]).toEqual([0, true])
  })
  it('is rid of what a killed run left half written, and leaves what another is writing', async () => {
    using scratch = createScratch()
    const target = folderTarget(scratch.in('published'))
    await put(scratch, nth(1), target)
    const over = spawnSync(process.execPath, ['--version']).pid
    const names = [`manifest.json.${over}.tmp`, `content.json.${process.pid}.tmp`]
    for (const name of names) writeFileSync(scratch.in('published', name), '')
    expect([...(await target.list()).keys()].filter((name) => name.endsWith('.tmp'))).toEqual([])
    expect(names.map((name) => existsSync(scratch.in('published', name)))).toEqual([false, true])
  })
  it('that cannot be written to says so', async () => {
    using scratch = createScratch()
    writeFileSync(scratch.in('file'), '')
    await expect(put(scratch, nth(1), folderTarget(scratch.in('file', 'below')))).rejects.toThrow(
      /cannot (write|be read)|ENOTDIR/,
    )
  })
})

describe('an S3-compatible store', () => {
  it('serves each file with its type, and says which may be kept for ever', async () => {
    using scratch = createScratch()
    const target = s3Target('s3://bucket-39/e', env())
    await put(scratch, nth(1), target)
    await put(scratch, nth(2), target)
    const head = async (name: string) => {
      const { headers, status } = await fetch(`${s3.address}/bucket-39/e/${name}`)
      return [
        status,
        headers.get('content-type'),
        headers.get('cache-control'),
        headers.get('x-amz-meta-sha256'),
      ]
    }
    const manifest = nth(2).files.get('manifest.json')!
    expect(await head('manifest.json')).toEqual([
      200,
      'application/json',
      'public, no-cache',
      await sha256(manifest),
    ])
    const picture = await sha256(nth(2).files.get('items/tribute/1.webp')!)
    expect(await head('items/tribute/1.webp')).toEqual([200, 'image/webp', 'public, no-cache', picture])
    expect(await head(hashPath(picture))).toEqual([
      200,
      'image/webp',
      'public, max-age=31536000, immutable',
      picture,
    ])
  })
  it('refuses a file that was damaged on its way', async () => {
    const target = s3Target('s3://bucket-38/e', env(stricter))
    const bytes = utf8('as it was')
    let reads = 0
    const damaged = async () => (reads++ === 0 ? bytes : utf8('as it wos')) // The checksum is of what was meant.
    const wanted = { bytes: bytes.length, sha256: await sha256(bytes), read: damaged }
    const served = { type: 'text/plain', lasting: false }
    await expect(target.put('file', wanted, served)).rejects.toThrow(/cannot write file.*400/s)
    expect(await target.read('file')).toBeNull()
    await target.put('file', { ...wanted, read: async () => bytes }, served)
    expect(await target.read('file')).toEqual(bytes)
  })
  it('tells what is there by our own word where the store’s ETag is no checksum', async () => {
    const bytes = utf8('the same')
    const wanted = { bytes: bytes.length, sha256: await sha256(bytes), read: async () => bytes }
    const target = s3Target('s3://bucket-37/e', env(stricter))
    await target.put('file', wanted, { type: 'text/plain', lasting: false })
    expect(await target.list()).toEqual(new Map([['file', bytes.length]]))
    expect(await target.holds('file', wanted)).toBe(true)
    const other = { ...wanted, sha256: '0'.repeat(64), read: async () => utf8('another!') }
    expect(await target.holds('file', other)).toBe(false)
  })
  it.each<[string, string, Record<string, string | undefined>, RegExp]>([
    ['no key', 's3://bucket-0/e', { AWS_ACCESS_KEY_ID: undefined }, /AWS_ACCESS_KEY_ID is not set/],
    ['temporary credentials', 's3://bucket-0/e', { AWS_SESSION_TOKEN: 'x' }, /temporary credentials/],
    ['no such address', 's3://B/e', {}, /not an address of a bucket/],
    [
      'an endpoint that is none',
      's3://bucket-0/e',
      { AWS_ENDPOINT_URL: 'nonsense' },
      /AWS_ENDPOINT_URL is no address/,
    ],
  ])('says what is wrong: %s', (_what, url, change, message) => {
    expect(() => s3Target(url, { ...env(), ...change })).toThrow(message)
  })
  it('says what is wrong: a secret that does not fit, a bucket that is not there', async () => {
    using scratch = createScratch()
    const wrong = s3Target('s3://bucket-0/e', { ...env(), AWS_SECRET_ACCESS_KEY: 'another' })
    await expect(put(scratch, nth(1), wrong)).rejects.toMatchObject({
      advice: expect.stringContaining('AWS_SECRET_ACCESS_KEY'),
    })
    await expect(put(scratch, nth(1), s3Target('s3://no-such-bucket/e', env()))).rejects.toThrow(
      'there is no bucket',
    )
  })
})
