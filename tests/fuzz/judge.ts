import { openEdition } from '../../src/packs/edition-reader.ts'
import type { EditionStore } from '../../src/packs/edition-store.ts'
import { importEdition } from '../../src/packs/import-edition.ts'
import { lookIntoPack } from '../../src/packs/look-into-pack.ts'
import { memoryStore } from '../../src/packs/memory-store.ts'
import { makeEdition, mapSource, newKeys } from '../../src/packs/test-edition.ts'
import { type Bytes, utf8 } from '../../src/shared/bytes.ts'
import { forge, part } from '../../src/shared/pack/forging.ts'
import { endBytes } from '../../src/shared/pack/zip-records.ts'
import { ProblemError, type ProblemKey } from '../../src/shared/problem.ts'
import { verify } from '../../src/shared/signature.ts'
import { honest, type Material, twin } from './mutate.ts'

/** What became of bytes that claim to be a pack. `differs`: in what way an accepted one is not the honest pack, which is all that may be. */
export type Verdict =
  | { taken: false; key: ProblemKey }
  | { taken: true; differs: { page: boolean; files: boolean; signature: boolean } }

export interface Judge {
  material: Material
  /** The honest pack. */
  whole: Bytes
  /** The honest pack with the other good signature. */
  twinned: Bytes
  /** Takes bytes as the app does; `held`: onto a phone that has the edition. @throws Error for a crash, for reading without bound, for taking what was not signed */
  judge(bytes: Bytes, held: boolean): Promise<Verdict>
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

/** A file that counts how often and how much is read of it. */
const counted = (bytes: Bytes) => {
  const blob = new Blob([bytes])
  const read = { times: 0, bytes: 0 }
  const file = {
    size: blob.size,
    name: 'fuzzed.html',
    slice(from: number, to: number) {
      read.times++
      read.bytes += Math.max(0, Math.min(to, blob.size) - from)
      return blob.slice(from, to)
    },
  }
  return { file: file as unknown as Blob & { name: string }, read }
}

export const newJudge = async (): Promise<Judge> => {
  const keys = await newKeys()
  const edition = await makeEdition(keys, 7)
  const { files } = edition
  const inOrder = ['manifest.json', 'manifest.sig', ...edition.manifest.files.map(({ path }) => path)]
  const contentOf = (name: string): Bytes => files.get(name) ?? utf8('')
  const page = utf8('<!doctype html><meta charset="utf-8"><p>Read me: چراغ</p><plaintext hidden>\n')
  const material: Material = { page, files: inOrder.map((name) => [name, contentOf(name)] as const) }
  const otherSignature = twin(contentOf('manifest.sig'))
  if (!(await verify(keys.trust.contentKey, contentOf('manifest.json'), otherSignature)))
    throw new Error('the twin of a signature must be as good as it')
  const holding = memoryStore()
  await importEdition(mapSource(files), holding, keys.trust)

  /** What was handed over is the organiser's, read as a screen reads it. */
  const assertSigned = async (store: EditionStore, names: ReadonlySet<string>): Promise<void> => {
    const stored = await store.current()
    if (!stored || !same(stored.manifest, contentOf('manifest.json')))
      throw new Error('another manifest is open than was signed')
    const { reader } = await openEdition(stored, store, await store.hashes(), keys.trust)
    for (const { path } of edition.manifest.files) {
      if (!reader.has(path)) {
        if (names.has(path)) throw new Error(`${path} was in the pack and is not on the phone`)
        continue
      }
      const bytes = new Uint8Array(await (await reader.file(path)).arrayBuffer())
      if (!same(bytes, contentOf(path)))
        throw new Error(`${path} was taken with other bytes than were signed`)
    }
  }

  const judge: Judge['judge'] = async (bytes, held) => {
    const { file, read } = counted(bytes)
    const store = held ? holding : memoryStore()
    const bounded = () => {
      // Every byte is read to find the files, to hash them and to hand them over; every record costs a read.
      if (read.bytes > 4 * bytes.length + endBytes || read.times > 10 + bytes.length / 8)
        throw new Error(`${read.times} reads of ${read.bytes} bytes for a file of ${bytes.length}`)
    }
    try {
      const found = await lookIntoPack(file, store, keys.trust)
      await importEdition(found.source, store, keys.trust)
      bounded()
      const names = new Set(found.files.map(({ path }) => path))
      await assertSigned(store, names)

      // Nothing may differ but the page, which of the edition's files there are and in what order, and which of the two good signatures.
      const { prefixBytes, entries, signature } = readAgain(bytes, otherSignature)
      const rebuilt = forge(
        entries.map((name) =>
          part(name, name === 'manifest.sig' && signature ? otherSignature : contentOf(name)),
        ),
        { prefix: bytes.slice(0, prefixBytes) },
      )
      if (!same(rebuilt, bytes)) throw new Error('accepted, and not byte for byte a pack of these files')
      return {
        taken: true,
        differs: {
          page: !same(bytes.subarray(0, prefixBytes), page),
          files: entries.join('\n') !== inOrder.join('\n'),
          signature,
        },
      }
    } catch (error) {
      bounded()
      if (error instanceof ProblemError) return { taken: false, key: error.key }
      throw error
    }
  }
  return {
    material,
    whole: honest(material),
    twinned: honest({
      page,
      files: material.files.map(([name, content]) => [
        name,
        name === 'manifest.sig' ? otherSignature : content,
      ]),
    }),
    judge,
  }
}

/**
 * What an accepted pack is made of, found by a reader of its own: names in the order of the directory, which a directory in one form only
 * allows to be read without the code under test.
 */
const readAgain = (bytes: Bytes, otherSignature: Bytes) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes.length - endBytes
  let at = view.getUint32(end + 16, true)
  const entries: string[] = []
  let prefixBytes = 0
  let signature = false
  for (let i = 0; i < view.getUint16(end + 10, true); i++) {
    const nameBytes = view.getUint16(at + 28, true)
    const offset = view.getUint32(at + 42, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes))
    if (i === 0) prefixBytes = offset
    if (name === 'manifest.sig') {
      const start = offset + 30 + nameBytes
      signature = same(bytes.subarray(start, start + 64), otherSignature)
    }
    entries.push(name)
    at += 46 + nameBytes
  }
  return { prefixBytes, entries, signature }
}
