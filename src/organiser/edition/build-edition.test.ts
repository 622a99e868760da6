import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../shared/bytes.ts'
import { givingPath, givingSignaturePath } from '../../shared/manifest.ts'
import { publicKeyOf, verify } from '../../shared/signature.ts'
import { readEditionKeys } from '../keys/key-files.ts'
import { generateKey } from '../keys/new-keys.ts'
import { copyDemoSource, demoKeys, demoSource } from '../testing/source.ts'
import { buildEdition } from './build-edition.ts'
import { readSource } from './read-source.ts'
import { signDeterministic } from './sign-deterministic.ts'

describe('a built edition', () => {
  it('has the same bytes, signatures included, whenever and wherever it is built', async () => {
    using copy = copyDemoSource()
    const keys = await readEditionKeys(demoKeys)
    const here = await buildEdition(await readSource(demoSource, keys), keys)
    const there = await copy.build()
    expect(there.manifestBytes).toEqual(here.manifestBytes)
    expect(there.signature).toEqual(here.signature)
    expect(there.files.get(givingSignaturePath)).toEqual(here.files.get(givingSignaturePath))
  })
  it('is another edition after any change of a text', async () => {
    using copy = copyDemoSource()
    const before = await copy.build()
    copy.edit('items/20-clinics/ur.md', '۔', '!')
    const after = await copy.build()
    expect(await sha256(after.manifestBytes)).not.toBe(await sha256(before.manifestBytes))
  })
  it('is signed by two keys, each only by its own', async () => {
    const keys = await readEditionKeys(demoKeys)
    const { manifestBytes, signature, files } = await buildEdition(await readSource(demoSource, keys), keys)
    const [giving, second] = [files.get(givingPath)!, files.get(givingSignaturePath)!]
    const [content, donation] = [publicKeyOf(keys.content), publicKeyOf(keys.donation)]
    expect(await verify(content, manifestBytes, signature)).toBe(true)
    expect(await verify(donation, manifestBytes, signature)).toBe(false)
    expect(await verify(donation, giving, second)).toBe(true)
    expect(await verify(content, giving, second)).toBe(false)
  })
})

it('signs any bytes the same way twice, and WebCrypto agrees', async () => {
  const key = await generateKey()
  const other = publicKeyOf(await generateKey())
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const message = new Uint8Array(bytes)
      const signature = signDeterministic(key, message)
      expect(signature).toHaveLength(64)
      expect(signDeterministic(key, message)).toEqual(signature)
      expect(await verify(publicKeyOf(key), message, signature)).toBe(true)
      expect(await verify(other, message, signature)).toBe(false)
    }),
    { numRuns: 40 },
  )
})
