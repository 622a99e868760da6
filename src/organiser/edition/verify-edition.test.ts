import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { toBase64Url, utf8 } from '../../shared/bytes.ts'
import { chunkBytes } from '../../shared/manifest.ts'
import { organisation } from '../../shared/organisation.ts'
import { publicKeyOf } from '../../shared/signature.ts'
import { readEditionKeys } from '../keys/key-files.ts'
import { generateKey } from '../keys/new-keys.ts'
import { createScratch, demoKeys, demoSource } from '../testing/source.ts'
import { type BuiltEdition, buildEdition } from './build-edition.ts'
import { readSource } from './read-source.ts'
import { signDeterministic } from './sign-deterministic.ts'
import { verifyEdition } from './verify-edition.ts'
import { listFiles, writeEdition } from './write-edition.ts'

let built: BuiltEdition
beforeAll(async () => {
  const keys = await readEditionKeys(demoKeys)
  built = await buildEdition(await readSource(demoSource, keys), keys)
})

const verified = async (folder: string, spoil?: (folder: string) => void, trusted = organisation) => {
  await writeEdition(folder, built)
  spoil?.(folder)
  const { manifest, findings } = await verifyEdition(folder, trusted)
  return { manifest, found: findings.list.map(({ file, message }) => `${file}: ${message}`) }
}
const flip = (path: string): void => {
  const bytes = readFileSync(path)
  const middle = bytes.length >> 1
  bytes[middle] = bytes[middle]! ^ 1
  writeFileSync(path, bytes)
}

describe('verify', () => {
  it('finds nothing wrong with an edition as it was built', async () => {
    using scratch = createScratch()
    const { manifest, found } = await verified(scratch.folder)
    expect(found).toEqual([])
    expect(manifest?.edition).toBe(1)
  })
  it.each(['items/schools/en.md', 'items/one-tap/video.mp4', 'content.json', 'giving.sig'])(
    'refuses %s with one bit changed',
    async (path) => {
      using scratch = createScratch()
      const { found } = await verified(scratch.folder, () => flip(scratch.in(path)))
      expect(found).toContain(`${path}: has another SHA-256 than its manifest says`)
    },
  )
  it('believes nothing under a manifest with one bit changed', async () => {
    using scratch = createScratch()
    const { manifest, found } = await verified(scratch.folder, () => flip(scratch.in('manifest.json')))
    expect(manifest).toBeNull()
    expect(found).toEqual([
      "manifest.sig: is not the signature of lantern-assembly's content key over manifest.json",
    ])
  })
  it('refuses a short file, a missing file and a file nobody signed', async () => {
    using scratch = createScratch()
    const { found } = await verified(scratch.folder, () => {
      writeFileSync(scratch.in('items/water/ur.md'), 'x')
      rmSync(scratch.in('items/water/en.md'))
      writeFileSync(scratch.in('items/water/extra.md'), 'not ours')
    })
    expect(found).toContainEqual(expect.stringMatching(/^items\/water\/ur\.md: has 1 bytes, not \d+$/))
    expect(found).toContain('items/water/en.md: is missing')
    expect(found).toContain('items/water/extra.md: is not listed in the manifest')
  })
  it('refuses a large file whose chunks have other hashes: phones judge it by them', async () => {
    const keys = await readEditionKeys(demoKeys)
    const wrong = built.manifest.files.map((file) =>
      file.path === 'items/one-tap/video.mp4'
        ? { ...file, chunks: toBase64Url(new Uint8Array(32 * Math.ceil(file.bytes / chunkBytes))) }
        : file,
    )
    const manifestBytes = utf8(JSON.stringify({ ...built.manifest, files: wrong }))
    const signature = signDeterministic(keys.content, manifestBytes)
    using scratch = createScratch()
    const { found } = await verified(scratch.folder, (folder) => {
      writeFileSync(join(folder, 'manifest.json'), manifestBytes)
      writeFileSync(join(folder, 'manifest.sig'), signature)
    })
    expect(found).toEqual(['items/one-tap/video.mp4: has other hashes of its chunks than its manifest says'])
  })
  it('refuses an edition whose accounts were signed by another key than the donation key', async () => {
    using scratch = createScratch()
    const { found } = await verified(scratch.folder, undefined, {
      ...organisation,
      donationKey: publicKeyOf(await generateKey()),
    })
    expect(found).toEqual(["giving.sig: is not the donation key's signature over giving.json"])
  })
  it('refuses the edition of another organisation', async () => {
    using scratch = createScratch()
    const { found } = await verified(scratch.folder, undefined, { ...organisation, id: 'somebody-else' })
    expect(found).toEqual(['manifest.json: is of lantern-assembly, not of somebody-else'])
  })
})

describe('writing', () => {
  it('writes nothing twice, and puts back what was changed', async () => {
    using scratch = createScratch()
    expect(await writeEdition(scratch.folder, built)).toBe(built.files.size + 2)
    expect(await writeEdition(scratch.folder, built)).toBe(0)
    flip(scratch.in('items/schools/en.md'))
    expect(await writeEdition(scratch.folder, built)).toBe(1)
  })
  it('removes what an edition no longer lists, and the folders that leaves empty', async () => {
    using scratch = createScratch()
    await writeEdition(scratch.folder, built)
    const files = new Map([...built.files].filter(([path]) => !path.startsWith('items/one-tap/')))
    await writeEdition(scratch.folder, { ...built, files })
    expect((await listFiles(scratch.folder)).filter((path) => path.includes('one-tap'))).toEqual([])
  })
  it('leaves a folder that holds something else alone', async () => {
    using scratch = createScratch()
    writeFileSync(scratch.in('thesis.txt'), 'years of work')
    await expect(writeEdition(scratch.folder, built)).rejects.toThrow('is not empty and holds no edition')
    expect(await listFiles(scratch.folder)).toEqual(['thesis.txt'])
  })
})
