import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bytes, concat, sha256, utf8 } from '../bytes.ts'
import { ProblemError } from '../problem.ts'
import { bytesSource, hashSource, stepBytes } from './byte-source.ts'
import { crc32 } from './crc32.ts'
import { forge, part, partNamed, patched } from './forging.ts'
import { checkAgainst, openPack } from './open-pack.ts'
import { drain, manifestOf, packOf } from './testing.ts'
import { packSize, writePack } from './write-pack.ts'

const files = {
  'manifest.json': utf8('{}'),
  'manifest.sig': new Uint8Array(64).fill(7),
  'items/one/en.md': utf8('# One'),
  'items/empty.md': utf8(''),
  'items/one/audio.m4a': Uint8Array.from({ length: 3000 }, (_, i) => (i * 7919) & 0xff),
}
const page = utf8('<!doctype html><p>Read me: چراغ</p><plaintext hidden>')

const openBytes = (bytes: Bytes) => openPack(bytesSource(bytes))
const refusal = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise
  } catch (error) {
    if (error instanceof ProblemError && error.key === 'pack') return error.detail ?? ''
    throw error
  }
  return 'accepted'
}

const path = fc
  .array(fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,8}$/), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('/'))

describe('a pack', () => {
  it('gives back exactly what was put in, whatever lies before it, at the size foretold', () =>
    fc.assert(
      fc.asyncProperty(
        fc.dictionary(path, fc.uint8Array({ maxLength: 200 }), { minKeys: 1, maxKeys: 12 }),
        fc.uint8Array({ maxLength: 100 }),
        async (made, prefix) => {
          const contents = Object.fromEntries(
            Object.entries(made).map(([name, bytes]) => [name, bytes.slice()]),
          )
          const bytes = await packOf(contents, prefix.slice())
          const sizes = Object.entries(contents).map(([name, { length }]) => ({ name, size: length }))
          expect(bytes.length).toBe(packSize(prefix.length, sizes))
          const pack = await openBytes(bytes)
          expect(pack.prefixBytes).toBe(prefix.length)
          expect(pack.entries.map(({ name }) => name)).toEqual(Object.keys(contents))
          for (const [name, content] of Object.entries(contents))
            expect(await pack.get(name)).toEqual(content)
        },
      ),
    ))

  it('is read by unzip without a word of complaint, behind a page too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sada-pack-'))
    try {
      const file = join(folder, 'pack.html')
      writeFileSync(file, await packOf(files, page))
      expect(execFileSync('unzip', ['-t', file], { encoding: 'utf8' })).toContain('No errors detected')
      execFileSync('unzip', ['-q', file, '-d', join(folder, 'out')])
      for (const [name, bytes] of Object.entries(files))
        expect(new Uint8Array(readFileSync(join(folder, 'out', name)))).toEqual(bytes)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('has the same bytes whenever it is made of the same files', async () => {
    expect(await packOf(files, page)).toEqual(await packOf(files, page))
  })

  it('is made and hashed a step at a time', async () => {
    let [most, open] = [0, 0]
    const size = 9 * stepBytes + 5
    const source = {
      size,
      async read(offset: number, length: number) {
        most = Math.max(most, length)
        open++
        return new Uint8Array(length).fill(offset / stepBytes)
      },
    }
    const bytes = await drain(writePack({ files: [{ name: 'film.mp4', source }] }))
    expect(bytes.length).toBe(packSize(0, [{ name: 'film.mp4', size }]))
    expect(await hashSource(source)).toBe(await sha256(await (await openBytes(bytes)).get('film.mp4')))
    expect(most).toBe(stepBytes)
    expect(open).toBe(30)
  })

  it('refuses to be made with two files of one name, or a name that is no plain path', async () => {
    const file = { name: 'a', source: bytesSource(utf8('x')) }
    expect(await refusal(drain(writePack({ files: [file, file] })))).toContain('twice')
    for (const name of ['../a', '/a', 'a/../b', 'A', 'a\\b', 'چراغ', '', 'a/'])
      expect(await refusal(drain(writePack({ files: [{ ...file, name }] })))).toContain('no name for a file')
  })

  it('stops being made when told', async () => {
    const stop = new AbortController()
    const big = { name: 'a', source: bytesSource(new Uint8Array(3 * stepBytes)) }
    const made = drain(writePack({ files: [big] }, { signal: stop.signal, onProgress: () => stop.abort() }))
    await expect(made).rejects.toThrow(/abort/)
  })

  it('counts CRC-32 as everybody does', () => {
    expect(crc32(utf8('123456789'))).toBe(0xcbf43926)
    expect(crc32(utf8('6789'), crc32(utf8('12345')))).toBe(0xcbf43926)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), fc.uint8Array({ maxLength: 70 }), (a, b) => {
        expect(crc32(b, crc32(a))).toBe(zlibCrc32(concat(a, b)))
      }),
    )
  })
})

describe('a pack that is not as it must be is refused, and says why', () => {
  it('two files of one name', async () => {
    expect(await refusal(openBytes(forge([part('a'), part('a')])))).toContain('twice')
  })
  it('local and central names differ', async () => {
    expect(await refusal(openBytes(forge([part('a', utf8('text'), 'b')])))).toContain('described in two ways')
  })
  it.each([
    '../up',
    '/etc/passwd',
    'a/../../b',
    'c:\\x',
    'a//b',
    '.hidden',
    'a\u202etxt',
    'Ⅷ',
    'a/',
    'x'.repeat(201),
  ])('a name that is no plain path: %j', async (name) => {
    const forged = forge([partNamed(name)])
    expect(await refusal(openBytes(forged))).toContain('no name for a file')
  })
  it('a compressed file, so no bomb can swell, declared or not', async () => {
    const one = part('a')
    const deflated = {
      ...one,
      local: patched(one.local, 8, 8),
      central: (offset: number) => patched(one.central(offset), 10, 8),
    }
    expect(await refusal(openBytes(forge([deflated])))).toContain('compressed')
    const grown = { ...one, central: (offset: number) => patched(one.central(offset), 24, 0xff, 0xff, 0xff) }
    expect(await refusal(openBytes(forge([grown])))).toContain('two sizes')
    const both = (bytes: Bytes, at: number) =>
      patched(patched(bytes, at, 0xff, 0xff, 0xff), at + 4, 0xff, 0xff, 0xff)
    const long = {
      ...one,
      local: both(one.local, 18),
      central: (offset: number) => both(one.central(offset), 20),
    }
    expect(await refusal(openBytes(forge([long])))).toContain('longer than the pack')
  })
  it('files that overlap, and bytes hidden between or after them', async () => {
    const overlapping = forge([part('a'), { ...part('b'), central: () => part('b').central(0) }])
    expect(await refusal(openBytes(overlapping))).toContain('overlaps')
    const hidden = forge([part('a'), { ...part('b'), local: concat(utf8('hidden'), part('b').local) }])
    expect(await refusal(openBytes(hidden))).toMatch(/described in two ways|overlaps/)
    expect(await refusal(openBytes(forge([part('a')], { gap: 4 })))).toContain('hidden after')
    expect(await refusal(openBytes(forge([part('a'), part('b')], { count: 1 })))).toContain(
      'more than it says',
    )
    expect(await refusal(openBytes(forge([part('a')], { count: 2 })))).toContain('cut short')
  })
  it('cut short anywhere, or with anything added', async () => {
    const whole = await packOf(files)
    for (let length = 0; length < whole.length; length++)
      expect(await refusal(openBytes(whole.slice(0, length)))).not.toBe('accepted')
    expect(await refusal(openBytes(concat(whole, utf8('x'))))).toContain('something was added')
    expect(await refusal(openBytes(utf8('')))).toContain('no pack')
  })
  it('cannot be read to its end', async () => {
    const whole = await packOf(files)
    const broken = { size: whole.length, read: async () => new Uint8Array(0) }
    expect(await refusal(openPack(broken))).toContain('cut short')
    const failing = { size: whole.length, read: () => Promise.reject(new Error('gone')) }
    expect(await refusal(openPack(failing))).toContain('cannot be read')
  })
  it('holds a file the edition does not list, or one of another size', async () => {
    const { 'manifest.json': _, 'manifest.sig': __, ...listed } = files
    const manifest = await manifestOf(listed)
    const open = await openBytes(await packOf(files))
    expect(checkAgainst(manifest, open).length).toBe(3)
    const unlisted = await openBytes(await packOf({ ...files, 'items/more.md': utf8('x') }))
    expect(await refusal((async () => checkAgainst(manifest, unlisted))())).toContain(
      'items/more.md is not in',
    )
    const longer = await openBytes(await packOf({ ...files, 'items/one/en.md': utf8('# One!') }))
    expect(await refusal((async () => checkAgainst(manifest, longer))())).toContain('6 bytes, not 5')
    const subset = await openBytes(await packOf({ 'items/one/en.md': files['items/one/en.md'] }))
    expect(checkAgainst(manifest, subset).map(({ path }) => path)).toEqual(['items/one/en.md'])
  })
})
