import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { currentKey, keyringOf } from '../../shared/keyring.ts'
import type { Organisation } from '../../shared/organisation.ts'
import { growKeyring } from '../../shared/rotation.ts'
import { publicKeyOf } from '../../shared/signature.ts'
import { buildEdition } from '../edition/build-edition.ts'
import { checkTrust } from '../edition/check-trust.ts'
import { readSource } from '../edition/read-source.ts'
import { verifyEdition } from '../edition/verify-edition.ts'
import { writeEdition } from '../edition/write-edition.ts'
import { copyDemoLocks, createScratch, demoKeys, demoSource, type Scratch } from '../testing/source.ts'
import { readEditionKeys } from './key-files.ts'
import { newLockKey, readLockKey } from './lock-keys.ts'
import { newKeys } from './new-keys.ts'
import { createPassphrases } from './passphrases.ts'
import { type RotateOptions, rotateKeys } from './rotate-keys.ts'

const identity = { id: 'lantern-assembly', name: { en: 'Choir', ur: 'طائفہ' } }
const secret = 'four lanterns in the rain'
const asking = (answer: string) => createPassphrases({ env: {}, ask: async () => answer })

const organisationIn = (scratch: Scratch, folder: string): Organisation =>
  JSON.parse(readFileSync(scratch.in(folder, 'organisation.json'), 'utf8'))
const rotated = (scratch: Scratch, from: string, to: string, options: Partial<RotateOptions> = {}) =>
  rotateKeys(scratch.in(from), scratch.in(to), {
    roles: ['content', 'donation'],
    edition: 2,
    issued: '2031-01-05T00:00:00Z',
    organisation: organisationIn(scratch, from),
    passphrases: asking(secret),
    ...options,
  })

describe('changing keys', () => {
  it('makes new ones that the old ones vouch for, twice over, and keeps the rest', async () => {
    using scratch = createScratch()
    const { organisation } = await newKeys(scratch.in('one'), identity)
    const changes = await rotated(scratch, 'one', 'two')
    expect(changes.map(({ role }) => role)).toEqual(['content', 'donation'])
    await rotated(scratch, 'two', 'three', { edition: 3, roles: ['content'] })
    const keys = await readEditionKeys(scratch.in('three'))
    const ring = await growKeyring(keyringOf(organisation), keys.rotations ?? [])
    expect(currentKey(ring.content)).toBe(publicKeyOf(keys.content))
    expect(currentKey(ring.donation)).toBe(publicKeyOf(keys.donation))
    expect(ring.content.map(({ until }) => until)).toEqual([2, 3, Number.POSITIVE_INFINITY])
    expect(ring.donation).toHaveLength(2)
    for (const same of ['sealing.jwk.json', 'gateway.jwk.json'])
      expect(readFileSync(scratch.in('three', same))).toEqual(readFileSync(scratch.in('one', same)))
    expect(organisationIn(scratch, 'three')).toMatchObject({
      contentKey: publicKeyOf(keys.content),
      former: [{ role: 'content' }, { role: 'donation' }, { role: 'content', until: 3 }],
    })
    for (const name of readdirSync(scratch.in('three')).filter((file) => file.endsWith('.jwk.json')))
      expect(statSync(scratch.in('three', name)).mode & 0o077).toBe(0)
  })
  it('keeps the passphrase', async () => {
    using scratch = createScratch()
    await newKeys(scratch.in('one'), identity, secret)
    await rotated(scratch, 'one', 'two')
    expect(JSON.parse(readFileSync(scratch.in('two', 'content.jwk.json'), 'utf8')).jwe).toBeTruthy()
    const keys = await readEditionKeys(scratch.in('two'), asking(secret))
    expect(publicKeyOf(keys.content)).toBe(organisationIn(scratch, 'two').contentKey)
    await expect(rotated(scratch, 'two', 'no', { passphrases: asking('wrong') })).rejects.toThrow(
      'does not open',
    )
    expect(readdirSync(scratch.folder)).toEqual(['one', 'two'])
  })
  it('leaves the keys of locked items as they are, those under a passphrase too', async () => {
    using scratch = createScratch()
    await newKeys(scratch.in('one'), identity, secret)
    copyDemoLocks(scratch.in('one'))
    const anthem = await newLockKey(scratch.in('one'), 'anthem', secret)
    await rotated(scratch, 'one', 'two')
    await rotated(scratch, 'two', 'three', { edition: 3 })
    const { locks, rotations } = await readEditionKeys(scratch.in('three'), asking(secret))
    expect(rotations).toHaveLength(4)
    expect(locks).toEqual(
      new Map([
        ['anthem', anthem],
        ['at-nine', await readLockKey(demoKeys, 'at-nine')],
      ]),
    )
    for (const name of readdirSync(scratch.in('three', 'locks'))) {
      expect(readFileSync(scratch.in('three', 'locks', name))).toEqual(
        readFileSync(scratch.in('one', 'locks', name)),
      )
      expect(statSync(scratch.in('three', 'locks', name)).mode & 0o077).toBe(0)
    }
    expect(statSync(scratch.in('three', 'locks')).mode & 0o077).toBe(0)
  })
  it('refuses keys that are not in force, numbers that go back, and folders that are in use', async () => {
    using scratch = createScratch()
    await newKeys(scratch.in('one'), identity)
    await rotated(scratch, 'one', 'two', { edition: 5 })
    const organisation = organisationIn(scratch, 'two')
    await expect(rotated(scratch, 'one', 'no', { organisation })).rejects.toThrow(
      'is not the one the app trusts',
    )
    await expect(rotated(scratch, 'two', 'no', { edition: 4 })).rejects.toThrow('signs from edition 5 on')
    await expect(rotated(scratch, 'one', 'two')).rejects.toThrow('keys are never overwritten')
    writeFileSync(scratch.in('two', 'rotations.json'), '{}')
    await expect(readEditionKeys(scratch.in('two'))).rejects.toThrow('is no list of key changes')
  })
})

describe('an edition built with changed keys', () => {
  it('carries the statements, verifies for an app that trusts the first keys, and not without them', async () => {
    using scratch = createScratch()
    const { organisation } = await newKeys(scratch.in('one'), identity)
    copyDemoLocks(scratch.in('one'))
    await rotated(scratch, 'one', 'two')
    const keys = await readEditionKeys(scratch.in('two'))
    const source = await readSource(demoSource, keys)
    source.facts.edition = 2
    await checkTrust(source.facts, keys, organisation, 'organisation.json')
    const built = await buildEdition(source, keys)
    expect((await buildEdition(source, keys)).signature).toEqual(built.signature)
    expect(built.manifest.files.find(({ path }) => path === 'rotations.json')).toMatchObject({
      group: 'index',
    })
    await writeEdition(scratch.in('edition'), built)
    const found = async (trusted: Organisation) => {
      const { findings, signer, retired } = await verifyEdition(scratch.in('edition'), trusted)
      return { found: findings.list.map(({ message }) => message), signer, retired }
    }
    const good = { found: [], signer: publicKeyOf(keys.content), retired: false }
    expect(await found(organisation)).toEqual(good)
    expect(await found(organisationIn(scratch, 'two'))).toEqual(good)
    // The app of a third organisation's keys does not follow.
    await newKeys(scratch.in('other'), identity)
    expect((await found(organisationIn(scratch, 'other'))).found).toEqual([
      "is not the signature of lantern-assembly's content key over manifest.json",
    ])
    writeFileSync(scratch.in('edition', 'rotations.json'), '{}')
    expect((await found(organisation)).found).toHaveLength(1)
  })
  it('is refused before it is built where no app would follow, or where its number is too low', async () => {
    using scratch = createScratch()
    const { organisation } = await newKeys(scratch.in('one'), identity)
    await rotated(scratch, 'one', 'two')
    const keys = await readEditionKeys(scratch.in('two'))
    const check = (edition: number, of: typeof keys) =>
      checkTrust({ organisation: organisation.id, edition }, of, organisation, 'organisation.json')
    await expect(check(2, keys)).resolves.toBeUndefined()
    await expect(check(1, keys)).rejects.toThrow('signs from edition 2 on')
    await expect(check(2, { ...keys, rotations: [] })).rejects.toThrow('the content key is another')
    const old = await readEditionKeys(scratch.in('one'))
    await expect(
      checkTrust({ organisation: organisation.id, edition: 3 }, old, organisationIn(scratch, 'two'), 'o'),
    ).rejects.toThrow('the content key is another')
  })
  it('signed by the old key after it handed over is no good edition', async () => {
    using scratch = createScratch()
    await newKeys(scratch.in('one'), identity)
    copyDemoLocks(scratch.in('one'))
    await rotated(scratch, 'one', 'two')
    const old = await readEditionKeys(scratch.in('one'))
    const { rotations = [] } = await readEditionKeys(scratch.in('two'))
    const source = await readSource(demoSource, old)
    source.facts.edition = 3
    await writeEdition(scratch.in('edition'), await buildEdition(source, { ...old, rotations }))
    const { findings } = await verifyEdition(scratch.in('edition'), organisationIn(scratch, 'one'))
    expect(findings.list.map(({ message }) => message)).toEqual([
      'is by a key that signs until edition 1 only',
      "is not the donation key's signature over giving.json",
    ])
  })
})
